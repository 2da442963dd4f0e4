import { documentMark } from '#contract/document.ts';
import { assets, paths } from '#contract/paths.ts';
import { memberCache, passDatabase } from '#contract/worker.ts';
import { assetsOf, isAnothers, judge, queryIn } from './document.ts';
import { reach } from './network.ts';
import { isVoucher, strategyOf } from './strategy.ts';

// Counts how often everything was deleted, so that an answer that was on its way then is not kept.
let forgotten = 0;

/** Deletes everything kept of a member. A storage that fails keeps nobody from leaving. */
export async function forget(): Promise<void> {
  forgotten += 1;
  await Promise.allSettled([caches.delete(memberCache), forgetPass()]);
}

/** Adds to what is kept of a member, if anything is. */
export async function whileSignedIn(add: (cache: Cache) => Promise<void>): Promise<void> {
  const cache = await theirCache();
  if (cache) await add(cache);
}

/** What is kept of a member. Opening it makes it, so it is not opened if it was deleted since it was looked for. */
async function theirCache(): Promise<Cache | null> {
  const before = forgotten;
  const isThere = await caches.has(memberCache);
  return isThere && before === forgotten ? caches.open(memberCache) : null;
}

/**
 * How long to wait. A page that still has the database open closes it when it leaves, and the browser deletes it then.
 */
const timeoutMs = 500;

const forgetPass = (): Promise<unknown> =>
  new Promise((resolve) => {
    setTimeout(resolve, timeoutMs);
    // Some browsers have no IndexedDB in private windows.
    globalThis.indexedDB?.deleteDatabase(passDatabase).addEventListener('success', resolve);
  });

export interface Kept {
  readonly html: string;
  /** The answer of the worker itself. A clone of the cached one would keep the worker busy while a page reads it. */
  readonly answer: Response;
}

/** A kept document. Looking for one makes no cache, and a storage that fails has none. */
export async function kept(path: string): Promise<Kept | null> {
  try {
    const found = await caches.match(path, { cacheName: memberCache });
    const html = (await found?.text()) ?? '';
    // The browser may have been killed while it wrote the document.
    if (!found || !queryIn(html, 'visit')) return null;
    return { html, answer: new Response(html, { headers: found.headers }) };
  } catch {
    return null;
  }
}

/** Call this before the request; the function that it returns keeps the answer. */
export function learner(path: string): (answer: Response) => Promise<void> {
  let before = forgotten;
  return async (answer) => {
    const { status, headers } = answer;
    const ours = headers.has(documentMark);
    const verdict = judge({ status, ours, html: ours ? await answer.text() : '' });
    if (verdict.act === 'forget') await forget();
    if (
      verdict.act !== 'keep' ||
      answer.redirected ||
      strategyOf(path) !== 'stale-while-revalidate'
    )
      return;
    const wallet = await kept(paths.wallet);
    if (before !== forgotten) return;
    if (wallet && isAnothers(verdict.html, wallet.html)) {
      const forgetting = forget();
      before = forgotten;
      await forgetting;
    }
    const cache = await caches.open(memberCache);
    // Everything may have been deleted while the cache was opened.
    if (before === forgotten) await cache.put(path, copyOf(verdict.html, headers));
  };
}

/** The document with its own policy, without headers of its transport. */
export function copyOf(html: string, headers: Headers): Response {
  const own = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) own.delete(name);
  return new Response(html, { headers: own });
}

/** Fetches a document and keeps it. Without an answer nothing changes. */
export async function bring(path: string): Promise<void> {
  const learn = learner(path);
  // Fetches the page as a visit does, with the cookies of the person who is signed in.
  const answer = await reach(path, { headers: { accept: 'text/html' } });
  if (answer) await learn(answer);
}

/** Keeps these documents, and no vouchers but these. */
export async function keep(paths: readonly string[]): Promise<void> {
  const wanted = paths.filter((path) => strategyOf(path) === 'stale-while-revalidate');
  const cache = await theirCache();
  const there = (await cache?.keys())?.map(({ url }) => new URL(url).pathname) ?? [];
  const over = there.filter((path) => isVoucher(path) && !wanted.includes(path));
  // A voucher's barcode never changes, so fetching it once is enough; points change.
  const missing = wanted.filter((path) => !isVoucher(path) || !there.includes(path));
  await Promise.all([...over.map((path) => cache?.delete(path)), ...missing.map(bring)]);
}

/** The answer on the phone for an address, also an asset of another version; a storage that fails has none. */
export const atHand = (what: RequestInfo): Promise<Response | undefined> =>
  caches.match(what).catch(() => undefined);

/**
 * Whether a document's scripts are on the phone. After an update they may be missing, and the document shows but does
 * nothing.
 */
export async function isWhole({ html }: Kept): Promise<boolean> {
  const assets = assetsOf(html);
  const found = await Promise.all(assets.map(atHand));
  return found.every(Boolean);
}

export const isAsset = (pathname: string): boolean => pathname.startsWith(assets);
