import type { QueryClient } from '@tanstack/react-query';
import { stateIn } from '#contract/document.ts';
import type { PageState } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import { memberCache } from '#contract/worker.ts';
import { broughtBy } from '#shopper/api/store.ts';

/** Pages that are kept from the first visit on, besides the wallet, so that no tab leads to nothing without signal. */
export const others = ['history', 'profile', 'ladder'] as const;

/** The kept documents whose data another page may need. */
const all = ['wallet', ...others] as const;

/**
 * Reads the data of the kept documents, so that every link in the app to a kept page works without signal.
 * @returns the data that were read; none when the storage fails, or its content is incomplete
 */
export async function recall(client: QueryClient): Promise<ReadonlySet<unknown>> {
  const recalled = new Set<unknown>();
  for (const name of all) {
    const state = await keptState(paths[name]).catch(() => null);
    const data = state && broughtBy(state, name);
    if (!data || client.getQueryData([name])) continue;
    client.setQueryData([name], data, { updatedAt: 0 });
    recalled.add(client.getQueryData([name]));
  }
  return recalled;
}

async function keptState(path: string): Promise<Pick<PageState, 'queries'> | null> {
  const found = await caches.match(path, { cacheName: memberCache });
  const { queries } = (found && stateIn(await found.text())) ?? {};
  // An older version of the server may have used other names.
  return queries ? { queries } : null;
}
