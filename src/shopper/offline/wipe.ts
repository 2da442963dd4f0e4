import { memberCache, passDatabase } from '#contract/worker.ts';
import { askWorker } from '#shopper/api/ask-worker.ts';
import { keptHere } from '#web/browser-storage.ts';
import { tierSeen } from '#web/tier-seen.ts';
import { forgetInstall } from './install-declined.ts';

/** A tab that has the database open must not keep a person from leaving. */
const timeoutMs = 500;

/** Deletes what this browser stores of the member. All of it is gone when the promise is fulfilled. */
export async function wipeMemberData(): Promise<void> {
  // Empties the page when it is left, because browsers keep whole pages in memory for Back.
  addEventListener('pagehide', () => document.body.replaceChildren());
  addEventListener('pageshow', () => location.reload());
  forgetInstall();
  keptHere.drop(tierSeen);
  // The worker first: otherwise an answer that it waits for would be kept afterwards.
  const documents = askWorker({ type: 'forget' }).then(() => caches.delete(memberCache));
  await Promise.allSettled([documents, forgetPass()]);
}

/** Deletes the pass's key, if this browser stores one. */
export const forgetPass = (): Promise<unknown> =>
  new Promise((resolve) => {
    setTimeout(resolve, timeoutMs);
    // Some browsers have none in private windows. If another tab has it open, it is deleted when that tab closes.
    globalThis.indexedDB?.deleteDatabase(passDatabase).addEventListener('success', resolve);
  });
