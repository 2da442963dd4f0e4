import { parseArgs } from 'node:util';
import type { MintConnection } from './connection.ts';

/** What was typed is no connection; the message says what is missing. */
export class ConnectionUnread extends Error {}

/** A retailer's key goes to this vendor's own hosts and nowhere else. */
const shopPattern = /^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/;

/**
 * Reads what an administrator typed behind `connect STORE`.
 * @param secret from standard input, never from the arguments: those stand in the shell's history
 * @throws ConnectionUnread
 */
export function readConnection(args: readonly string[], secret: string): MintConnection {
  const { values, positionals } = parsed(args);
  const [vendor] = positionals;
  if (vendor !== 'shopify' && vendor !== 'square') {
    throw new ConnectionUnread('Say whose POS it is: shopify or square.');
  }
  if (!/^[\x21-\x7e]{8,512}$/.test(secret)) {
    throw new ConnectionUnread('Give the key on standard input: one line, and nothing else.');
  }
  return vendor === 'shopify' ? shopify(values, secret) : square(values, secret);
}

interface Values {
  readonly shop?: string;
  readonly 'client-id'?: string;
  readonly location?: string;
  readonly sandbox?: boolean;
}

function parsed(args: readonly string[]): { values: Values; positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        shop: { type: 'string' },
        'client-id': { type: 'string' },
        location: { type: 'string' },
        sandbox: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new ConnectionUnread(error instanceof Error ? error.message : String(error));
  }
}

function shopify({ shop = '', 'client-id': clientId }: Values, secret: string): MintConnection {
  if (!shopPattern.test(shop)) {
    throw new ConnectionUnread('Say which shop: --shop my-shop.myshopify.com');
  }
  const key =
    clientId === undefined
      ? ({ kind: 'token', token: secret } as const)
      : ({ kind: 'client', clientId, secret } as const);
  return { vendor: 'shopify', shop, key };
}

function square({ location = '', sandbox = false }: Values, token: string): MintConnection {
  if (!/^[A-Z0-9]{6,40}$/.test(location)) {
    throw new ConnectionUnread('Say which location, by its id: --location L88917AVBK2S5');
  }
  return { vendor: 'square', locationId: location, token, sandbox };
}
