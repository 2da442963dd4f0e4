import { memberCache } from '#contract/worker.ts';

const mended = 'tillpass.mended';
const aside = 'tillpass.aside';

/** What fails again within this time does not fail for what was kept. */
const againMs = 60_000;

/** Whether this document was asked for again to be left as the server drew it: it works without a script. True once. */
export function standsAside(): boolean {
  const told = sessionStorage.getItem(aside) !== null;
  sessionStorage.removeItem(aside);
  return told;
}

/**
 * This script cannot show this document, which another version may have kept, or half of which may have been written.
 * It is dropped and asked for anew, once: then the script stands aside.
 * @param from the addresses of the documents that it may have been kept under
 */
export async function mend(error: unknown, from: readonly string[]): Promise<void> {
  reportError(error);
  const now = Date.now();
  const place = `${mended} ${from}`;
  if (now - Number(sessionStorage.getItem(place)) < againMs) sessionStorage.setItem(aside, '');
  sessionStorage.setItem(place, String(now));
  if (await caches.has(memberCache)) {
    const cache = await caches.open(memberCache);
    await Promise.all(from.map((path) => cache.delete(path)));
  }
  location.reload();
}
