import type { Query, QueryClient } from '@tanstack/react-query';
import { pages } from '#contract/pages.ts';

/**
 * The queries that change with the member: the data of their pages, and the pass's key, which ends when the device is
 * signed out.
 */
const names = new Set<unknown>(['pass']);
for (const { who, data } of Object.values(pages)) if (who === 'member') names.add(data);

/** The highest count of changes that this page has heard of. */
let latest = 0;

/** The count when this was read; a page of an older version does not have it. */
const newsIn = (data: unknown): number => (data as { news?: number } | null | undefined)?.news ?? 0;

const ask = (client: QueryClient, isOld: (query: Query) => boolean): void =>
  void client.invalidateQueries({
    predicate: (query) => names.has(query.queryKey[0]) && isOld(query),
  });

export const askAll = (client: QueryClient): void => ask(client, () => true);

/**
 * Asks again for all data with another count.
 * @param news not a number: something has changed, and the server could not say the count
 * @param first the stream has just opened: its count is right even if it is lower, because the database may have been
 * replaced by a backup
 */
export function hearNews(client: QueryClient, news: number, first: boolean): void {
  if (Number.isNaN(news)) askAll(client);
  else if (news > latest || first) {
    latest = news;
    ask(client, ({ state }) => newsIn(state.data) !== news);
  }
}

/** Each answer carries the count, so an answer with a higher one makes the page ask for the others too. */
export function followNews(client: QueryClient): void {
  const cache = client.getQueryCache();
  for (const { state } of cache.getAll()) latest = Math.max(latest, newsIn(state.data));
  cache.subscribe(({ type, query }) => {
    if (type === 'updated') hearNews(client, newsIn(query.state.data), false);
  });
}

/** Asks until the answer is no older than the question: a change during the request may be missing in the answer. */
export async function askInStep<T>(asking: () => Promise<T>): Promise<T> {
  const before = latest;
  const answer = await asking();
  return latest > before && newsIn(answer) < latest ? asking() : answer;
}
