import { type Answer, type Ask, faultOfStatus } from './ask.ts';
import type { ShopifyKey } from './connection.ts';
import { MintFault } from './minter.ts';

/** The token that every call to the Admin API carries. */
export interface ShopifyToken {
  /** @throws MintFault `later` or `denied`: the discount was not asked for, whatever became of the token */
  get(): Promise<string>;
  /** The shop refused the token. @returns whether another one can be had */
  forget(): boolean;
}

/** A token for one day is renewed this long before its end. */
const renewBeforeMs = 5 * 60_000;

export function shopifyToken(key: ShopifyKey, origin: string, ask: Ask): ShopifyToken {
  if (key.kind === 'token') return { get: async () => key.token, forget: () => false };
  let granted: { token: string; until: number } | null = null;
  return {
    forget: () => {
      granted = null;
      return true;
    },
    get: async () => {
      // This clock only goes forward: turning the system's clock must not keep a token alive.
      if (granted && performance.now() < granted.until) return granted.token;
      const { token, livesMs } = await grant(key, origin, ask);
      granted = { token, until: performance.now() + livesMs - renewBeforeMs };
      return token;
    },
  };
}

/** Client credentials (RFC 6749 §4.4): the app's secret gets a token for a day. */
async function grant(
  { clientId, secret }: ShopifyKey & { kind: 'client' },
  origin: string,
  ask: Ask,
): Promise<{ token: string; livesMs: number }> {
  const answer = await ask({
    method: 'POST',
    url: `${origin}/admin/oauth/access_token`,
    headers: {},
    body: { grant_type: 'client_credentials', client_id: clientId, client_secret: secret },
  }).catch((fault: MintFault) => {
    throw new MintFault('later', fault.message, fault.retryAfterMs);
  });
  if (answer.status !== 200) throw notGranted(answer);
  const { access_token, expires_in } = (answer.body ?? {}) as Record<string, unknown>; // Looked at before use.
  if (typeof access_token !== 'string') throw new MintFault('denied', 'no token was granted');
  return { token: access_token, livesMs: (Number(expires_in) || 0) * 1_000 };
}

function notGranted(answer: Answer): MintFault {
  const { kind, message, retryAfterMs } = faultOfStatus(answer);
  const again = kind === 'later' || kind === 'lost';
  return new MintFault(again ? 'later' : 'denied', message, retryAfterMs);
}
