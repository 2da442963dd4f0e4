import type { MintConnection } from '#server/vendors/mint/connection.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault } from './admin-command.ts';

/** A retailer's key goes only to this vendor's own hosts. */
const shopPattern = /^[a-z0-9][a-z0-9-]{0,99}\.myshopify\.com$/;

/**
 * Reads what follows `connect STORE`.
 * @param secret from standard input, because arguments are stored in the shell's history
 * @throws AdminFault saying what is missing
 */
export function readConnection(args: readonly string[], secret: string): MintConnection {
  const { words, options } = readArgs(args, ['shop', 'client-id', 'location'], ['sandbox']);
  const [vendor] = words;
  if (vendor !== 'shopify' && vendor !== 'square') {
    throw new AdminFault('Say whose POS it is: shopify or square.');
  }
  if (!/^[\x21-\x7e]{8,512}$/.test(secret)) {
    throw new AdminFault('Give the key on standard input: one line, and nothing else.');
  }
  return vendor === 'shopify' ? shopify(options, secret) : square(options, secret);
}

type Options = ReturnType<typeof readArgs<'shop' | 'client-id' | 'location', 'sandbox'>>['options'];

function shopify({ shop = '', 'client-id': clientId }: Options, secret: string): MintConnection {
  if (!shopPattern.test(shop)) {
    throw new AdminFault('Say which shop: --shop my-shop.myshopify.com');
  }
  const key =
    clientId === undefined
      ? ({ kind: 'token', token: secret } as const)
      : ({ kind: 'client', clientId, secret } as const);
  return { vendor: 'shopify', shop, key };
}

function square({ location = '', sandbox = false }: Options, token: string): MintConnection {
  if (!/^[A-Z0-9]{6,40}$/.test(location)) {
    throw new AdminFault('Say which location, by its id: --location L88917AVBK2S5');
  }
  return { vendor: 'square', locationId: location, token, sandbox };
}
