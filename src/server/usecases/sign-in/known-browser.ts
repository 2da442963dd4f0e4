import type { Context } from '#server/usecases/ground/context.ts';
import { makeToken } from '#server/usecases/ground/make-id.ts';

/**
 * Makes the cookie that tells a browser, on which an address was signed in, from strangers (OWASP's device cookie): a
 * nonce, and its hash with the address under the server's key. It signs nobody in, and does not tell whose it is.
 */
export function makeKnown(context: Context, addressKey: string): string {
  const nonce = makeToken(context);
  return `${nonce}.${context.secrets.hash('known-browser', marked(nonce, addressKey))}`;
}

/** The cookie's nonce, under which the browser's requests are counted; null: a stranger to this address. */
export function knownBy(
  context: Context,
  cookie: string | null,
  addressKey: string,
): string | null {
  const [, nonce = '', mark] = /^([\w-]{43})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  const isOurs =
    mark !== undefined && context.secrets.isHash('known-browser', marked(nonce, addressKey), mark);
  return isOurs ? nonce : null;
}

const marked = (nonce: string, addressKey: string): string => `${nonce}/${addressKey}`;
