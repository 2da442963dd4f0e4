import type { QueryClient } from '@tanstack/react-query';
import { broughtBy } from '#app/api/store.ts';
import { type PageState, stateTextIn } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import { memberCache } from '#contract/worker.ts';

/** Pages with a document of their own, which an app that was opened elsewhere may come to. */
export const others = ['history', 'profile'] as const;

/**
 * Takes in what their kept documents say, so that a link to them leads somewhere without signal too.
 * @returns the data that were taken in; none where the storage fails
 */
export async function recall(client: QueryClient): Promise<ReadonlySet<unknown>> {
  const recalled = new Set<unknown>();
  for (const name of others) {
    const text = await keptText(paths[name]).catch(() => undefined);
    if (!text || client.getQueryData([name])) continue;
    const state = JSON.parse(text) as PageState; // The server wrote it by the same type.
    client.setQueryData([name], broughtBy(state, name), { updatedAt: state.at });
    recalled.add(client.getQueryData([name]));
  }
  return recalled;
}

async function keptText(path: string): Promise<string | undefined> {
  const found = await caches.match(path, { cacheName: memberCache });
  return found && stateTextIn(await found.text());
}
