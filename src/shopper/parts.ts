import type { Words } from '#shopper/ui/page-context.tsx';
import { loadVoucherSheet } from '#shopper/voucher-sheet.ts';

/**
 * The pages, with one script for each kind. A first page waits only for its own kind, which comes together with its
 * words. The others follow when the phone is idle, and the worker installs them all; except what only
 * wide screens ask for.
 */
const loaders = {
  arrival: () => import('./arrival-pages.tsx'),
  shopper: () => import('./shopper-pages.tsx'),
  rewards: () => import('./rewards-pages.tsx'),
  voucher: async () => {
    // Together, so that both are waited for: else the one that fails second would be an error that nobody handles.
    const sheet = import.meta.env.SSR ? null : loadVoucherSheet();
    const pages = import('./voucher-pages.tsx');
    await Promise.all([pages, sheet]);
    return pages;
  },
  card: () => import('./card-pages.tsx'),
  account: () => import('./account-pages.tsx'),
  wide: () => import('./wide-pages.tsx'),
} as const satisfies Record<Words, () => Promise<unknown>>;

export type PagesOf<K extends Words> = Awaited<ReturnType<(typeof loaders)[K]>>;

const loaded: { [K in Words]?: PagesOf<K> } = {};

export async function loadPages<K extends Words>(kind: K): Promise<void> {
  // The loader of a kind returns its pages, but TypeScript can't see that through the table.
  loaded[kind] = (await loaders[kind]()) as (typeof loaded)[K];
}

export const loadAllPages = async (): Promise<void> => {
  await Promise.all((Object.keys(loaders) as Words[]).map(loadPages)); // `loaders` has no other keys.
};

/** @throws Error when they were not loaded; `WhenLoaded` waits for that */
export function pagesOf<K extends Words>(kind: K): PagesOf<K> {
  const pages = loaded[kind];
  if (!pages) throw new Error(`the ${kind} pages are not loaded`);
  return pages as PagesOf<K>; // See `loadPages`.
}
