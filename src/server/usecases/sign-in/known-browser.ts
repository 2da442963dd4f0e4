import type { Context } from '#server/usecases/ground/context.ts';
import { makeToken } from '#server/usecases/ground/make-id.ts';

/**
 * A browser that an address was signed in on is told from strangers by a cookie of its own (OWASP's device cookie):
 * a nonce, and what only the server can make of it and the address. It signs nobody in, and says to nobody whose it is.
 */
export function makeKnown(context: Context, addressKey: string): string {
  const nonce = makeToken(context);
  return `${nonce}.${markOf(context, nonce, addressKey)}`;
}

/** The nonce, under which its asks are counted; null for a stranger to this address. */
export function knownBy(
  context: Context,
  cookie: string | null,
  addressKey: string,
): string | null {
  const [, nonce = '', mark] = /^([\w-]{43})\.([\w-]{43})$/.exec(cookie ?? '') ?? [];
  return mark !== undefined && mark === markOf(context, nonce, addressKey) ? nonce : null;
}

const markOf = ({ secrets }: Context, nonce: string, addressKey: string): string =>
  secrets.hash('known-browser', `${nonce}/${addressKey}`);
