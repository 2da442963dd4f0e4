import { useQuery } from '@tanstack/react-query';
import { api } from '#contract/links.ts';
import { send } from '#web/client.ts';
import { recallClock, serverNow } from '#web/clock.ts';
import { type KeptPass, readPass, writePass } from './pass-store.ts';
import { useWallet } from './queries.ts';
import { beforeLeaving } from './session.ts';

let leaving = false;
beforeLeaving(async () => {
  leaving = true;
});

/** The pass's key that this phone can use; null: it has none, or not yet. */
export function usePassKey(): KeptPass | null {
  const number = useWallet().data?.member.number ?? '';
  const queryKey = ['pass', number];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ client }) => findPass(number, client.getQueryData(queryKey)),
    enabled: number !== '',
  });
  return data ?? null;
}

/** Whatever fails here (no storage, no signal, no HTTPS) only leaves a phone without a pass. */
async function findPass(
  number: string,
  known: KeptPass | null | undefined,
): Promise<KeptPass | null> {
  const found = known ?? (await readPass().catch(() => null));
  // Another member's key may be here, if no page noticed that they left.
  const kept = found?.number === number ? found : null;
  try {
    const clock = kept && recallClock(kept.clock);
    if (!clock || serverNow() > kept.renewAt || kept.language !== language())
      return await fetchPass();
    // The last clock reading is stored with the key: without signal the clock can't be measured.
    await keep({ ...kept, clock });
  } catch {}
  return kept;
}

async function fetchPass(): Promise<KeptPass> {
  await idle();
  const { at, key, ...given } = await send(api.pass, {});
  const jwk = { kty: 'oct', k: key };
  const use = { name: 'HMAC', hash: 'SHA-256' };
  const pass = {
    ...given,
    language: language(),
    key: await crypto.subtle.importKey('jwk', jwk, use, false, ['sign']),
    clock: recallClock({ phoneAt: Date.now(), aheadMs: at - Date.now() }),
  };
  await keep(pass);
  return pass;
}

const language = (): string => document.documentElement.lang;

/** Keeps a pass, but not while the member signs out, when everything has been deleted already. */
const keep = async (pass: KeptPass): Promise<unknown> => !leaving && writePass(pass);

/** After the page is drawn. Safari can't say when that is. */
const idle = (): Promise<unknown> =>
  new Promise((resolve) => {
    (globalThis.requestIdleCallback ?? setTimeout)(resolve);
  });
