import type { MintConnection } from '#server/vendors/mint/connection.ts';

/** What somebody types to connect a store: where, and the key. */
export interface TypedConnection {
  readonly vendor: 'shopify' | 'square';
  readonly shop?: string | undefined;
  /** Of an app of Shopify's Dev Dashboard, whose key is a secret and no token; absent: the key is a token. */
  readonly clientId?: string | undefined;
  readonly location?: string | undefined;
  readonly sandbox?: boolean | undefined;
  readonly key: string;
}

/** A retailer's key goes only to this vendor's own hosts. */
const shopPattern = /^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/;
const locationPattern = /^[A-Z0-9]{6,40}$/;
const keyPattern = /^[\x21-\x7e]{8,512}$/;

/** The connection that was typed, or which part of it is none. */
export function connectionOf(typed: TypedConnection): MintConnection | 'shop' | 'location' | 'key' {
  const { shop = '', clientId, location = '', sandbox = false } = typed;
  const key = typed.key.trim();
  if (!keyPattern.test(key)) return 'key';
  if (typed.vendor === 'square') {
    if (!locationPattern.test(location)) return 'location';
    return { vendor: 'square', locationId: location, token: key, sandbox };
  }
  if (!shopPattern.test(shop)) return 'shop';
  return {
    vendor: 'shopify',
    shop,
    key:
      clientId === undefined
        ? { kind: 'token', token: key }
        : { kind: 'client', clientId, secret: key },
  };
}
