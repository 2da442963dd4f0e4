import { type Ask, askWithin } from './ask.ts';
import type { OpenMinter } from './minter.ts';
import { shopifyMinter } from './shopify.ts';
import { squareMinter } from './square.ts';

/** Where the vendors are; a test's own server stands in for one, and for nothing else. */
export interface VendorOrigins {
  readonly shopify: string | null;
  readonly square: string | null;
}

const square = 'https://connect.squareup.com';
const squareSandbox = 'https://connect.squareupsandbox.com';

/** All the calls of one step stay within an order's lease. */
const answerWithinMs = 10_000;

/** Each connection's minter is made once a process: it keeps a token of the vendor's as long as that is good. */
export function minters(origins: VendorOrigins, ask: Ask = askWithin(answerWithinMs)): OpenMinter {
  const open = new Map<string, ReturnType<OpenMinter>>();
  return (connection) => {
    const key = JSON.stringify(connection);
    const known = open.get(key);
    if (known) return known;
    const minter =
      connection.vendor === 'shopify'
        ? shopifyMinter(connection, origins.shopify ?? `https://${connection.shop}`, ask)
        : squareMinter(
            connection,
            origins.square ?? (connection.sandbox ? squareSandbox : square),
            ask,
          );
    open.set(key, minter);
    return minter;
  };
}
