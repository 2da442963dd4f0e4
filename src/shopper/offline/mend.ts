import { memberCache } from '#contract/worker.ts';
import { startAnew } from './update.ts';

/** What fails again within this time does not fail for what was kept. */
const againMs = 60_000;

/** Kept in the entry of the history, which outlives a reload of the page and needs no storage. */
interface Mark {
  readonly mendedAt?: number;
  readonly aside?: boolean;
}

const mark = (): Mark => (history.state ?? {}) as Mark; // Written below, beside what the router keeps.
const setMark = (next: Mark): void => history.replaceState({ ...history.state, ...next }, '');

/**
 * Whether this document was asked for again to be left as the server drew it: it works without a script. True once.
 * @param hollow nothing is drawn in it: a script that stood aside would stand on an empty page
 */
export function standsAside(hollow: boolean): boolean {
  const { aside = false } = mark();
  if (!aside) return false;
  setMark({ aside: false });
  // The worker handed it out again. The server's own stands there without it.
  if (hollow) void startAnew();
  return true;
}

/**
 * This script cannot show this document, which another version may have kept, or half of which may have been written.
 * It is dropped and asked for anew, once: then the script stands aside.
 * @param from the addresses of the documents that it may have been kept under
 */
export async function mend(error: unknown, from: readonly string[]): Promise<void> {
  reportError(error);
  const now = Date.now();
  const { mendedAt = 0 } = mark();
  setMark({ mendedAt: now, aside: now - mendedAt < againMs });
  await drop(from).catch(() => {});
  location.reload();
}

/** Fails where the browser has no such storage, or it does. */
async function drop(paths: readonly string[]): Promise<void> {
  if (!(await caches.has(memberCache))) return;
  const cache = await caches.open(memberCache);
  await Promise.all(paths.map((path) => cache.delete(path)));
}
