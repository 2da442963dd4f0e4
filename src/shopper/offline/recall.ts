import type { QueryClient } from '@tanstack/react-query';
import { stateIn } from '#contract/document.ts';
import type { PageState } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import { memberCache } from '#contract/worker.ts';
import { broughtBy } from '#shopper/api/store.ts';

/** Pages beside the wallet that are kept from the first visit on, so that no tab leads to nothing without signal. */
export const others = ['history', 'profile'] as const;

/** What the kept documents know, and an app that was opened elsewhere may come to. */
const all = ['wallet', ...others] as const;

/**
 * Takes in what their kept documents say, so that every way in the app to a kept page leads there without signal too.
 * @returns the data that were taken in; none where the storage fails, or what it holds was written half
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
  // An earlier version of the server may have named things otherwise.
  return queries ? { queries } : null;
}
