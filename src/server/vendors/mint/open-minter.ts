import { type Ask, askWithin } from './ask.ts';
import type { OpenMinter } from './minter.ts';
import { shopifyMinter } from './shopify.ts';
import { squareMinter } from './square.ts';

/** The vendors' addresses. A test's own server stands in for a vendor, and nothing else does. */
export interface VendorOrigins {
  readonly shopify: string | null;
  readonly square: string | null;
}

const square = 'https://connect.squareup.com';
const squareSandbox = 'https://connect.squareupsandbox.com';

/** The timeout of one call. All calls of one step must end before the order's lease does. */
const answerWithinMs = 10_000;

/** Makes each connection's minter once for a process, because it keeps a token of the vendor's while that is good. */
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
