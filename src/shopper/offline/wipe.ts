import { memberCache, passDatabase } from '#contract/worker.ts';
import { askWorker } from '#shopper/api/ask-worker.ts';
import { forgetInstall } from './install.ts';

/** A tab that holds the key open must not keep a person from leaving. */
const patienceMs = 500;

/** Deletes what this browser stores of the member: all of it is gone when the promise is fulfilled. */
export async function wipeMemberData(): Promise<void> {
  // Browsers keep whole pages in memory for the Back button.
  addEventListener('pagehide', () => document.body.replaceChildren());
  addEventListener('pageshow', () => location.reload());
  forgetInstall();
  // The worker first, or an answer that it still waits for would be kept afterwards.
  const documents = askWorker({ type: 'forget' }).then(() => caches.delete(memberCache));
  await Promise.allSettled([documents, forgetPass()]);
}

const forgetPass = (): Promise<unknown> =>
  new Promise((resolve) => {
    setTimeout(resolve, patienceMs);
    // Some browsers have none in private windows. Where another tab holds it open, it goes as that tab leaves.
    globalThis.indexedDB?.deleteDatabase(passDatabase).addEventListener('success', resolve);
  });
