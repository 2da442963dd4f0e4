import type { Query, QueryClient } from '@tanstack/react-query';
import { pages } from '#contract/pages.ts';

/** What changes with the member's news: what their pages bring, and the pass's key when the device is signed out. */
const names = new Set<unknown>(['pass']);
for (const { who, data } of Object.values(pages)) if (who === 'member') names.add(data);

/** Where the member's news stand, as far as this page has heard. */
let latest = 0;

/** Where they stood when this was read; what an older version of the page kept does not say. */
const newsIn = (data: unknown): number => (data as { news?: number } | null | undefined)?.news ?? 0;

const ask = (client: QueryClient, isOld: (query: Query) => boolean): void =>
  void client.invalidateQueries({
    predicate: (query) => names.has(query.queryKey[0]) && isOld(query),
  });

export const askAll = (client: QueryClient): void => ask(client, () => true);

/**
 * Asks anew for whatever does not stand where the news do.
 * @param news not a number: something has changed, and the server could not say what
 * @param first the stream has just opened: its word holds even where it is lower, as from a copy of the database that
 *   was put in its place
 */
export function hearNews(client: QueryClient, news: number, first: boolean): void {
  if (Number.isNaN(news)) askAll(client);
  else if (news > latest || first) {
    latest = news;
    ask(client, ({ state }) => newsIn(state.data) !== news);
  }
}

/** Each answer says where the news stand, so that one page of the app that is ahead brings the others along. */
export function followNews(client: QueryClient): void {
  const cache = client.getQueryCache();
  for (const { state } of cache.getAll()) latest = Math.max(latest, newsIn(state.data));
  cache.subscribe(({ type, query }) => {
    if (type === 'updated') hearNews(client, newsIn(query.state.data), false);
  });
}

/**
 * Asks until the answer is no older than the question: what is told of while an answer is under way may not be in it.
 */
export async function askInStep<T>(asking: () => Promise<T>): Promise<T> {
  const before = latest;
  const answer = await asking();
  return latest > before && newsIn(answer) < latest ? asking() : answer;
}
