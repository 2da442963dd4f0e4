import { memberCache } from '#contract/worker.ts';
import { startAnew } from './update.ts';

/** If it fails again within this time, the kept document was not the cause. */
const againMs = 60_000;

/** Stored in the entry of the browser's history, which survives a reload and needs no storage. */
interface Mark {
  readonly mendedAt?: number;
  readonly aside?: boolean;
}

const mark = (): Mark => (history.state ?? {}) as Mark; // The code below writes this mark, beside the router's own state.
const setMark = (next: Mark): void => history.replaceState({ ...history.state, ...next }, '');

/**
 * Whether this document was loaded again to stay as the server drew it: it works without a script. True once.
 * @param shell the document has no markup: without a script the page would be empty
 */
export function standsAside(shell: boolean): boolean {
  const { aside = false } = mark();
  if (!aside) return false;
  setMark({ aside: false });
  // The worker used it again. Then the worker goes, and the server's own document works without a script.
  if (shell) void startAnew();
  return true;
}

/**
 * This script can't show this document, which another version may have kept, or which is incomplete. It is deleted and
 * loaded again, once; after that the script leaves the server's page alone.
 * @param from the addresses under which the document may have been kept
 */
export async function mend(error: unknown, from: readonly string[]): Promise<void> {
  reportError(error);
  const now = Date.now();
  const { mendedAt = 0 } = mark();
  setMark({ mendedAt: now, aside: now - mendedAt < againMs });
  await drop(from).catch(() => {});
  location.reload();
}

/** Throws where the browser has no such storage, or the storage fails. */
async function drop(paths: readonly string[]): Promise<void> {
  if (!(await caches.has(memberCache))) return;
  const cache = await caches.open(memberCache);
  await Promise.all(paths.map((path) => cache.delete(path)));
}
