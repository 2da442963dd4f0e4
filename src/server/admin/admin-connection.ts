import { connectionOf } from '#server/usecases/mint/typed-connection.ts';
import type { MintConnection } from '#server/vendors/mint/connection.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault } from './admin-command.ts';

const faults = {
  key: 'Give the key on standard input: one line, and nothing else.',
  shop: 'Say which shop: --shop my-shop.myshopify.com',
  location: 'Say which location, by its id: --location L88917AVBK2S5',
} as const;

/**
 * Reads what follows `connect STORE`.
 * @param key from standard input, because arguments are stored in the shell's history
 * @throws AdminFault saying what is missing
 */
export function readConnection(args: readonly string[], key: string): MintConnection {
  const { words, options } = readArgs(args, ['shop', 'client-id', 'location'], ['sandbox']);
  const [vendor] = words;
  if (vendor !== 'shopify' && vendor !== 'square') {
    throw new AdminFault('Say whose POS it is: shopify or square.');
  }
  const { shop, 'client-id': clientId, location, sandbox = false } = options;
  const read = connectionOf({ vendor, shop, clientId, location, sandbox, key });
  if (typeof read === 'string') throw new AdminFault(faults[read]);
  return read;
}
