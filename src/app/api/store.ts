import { QueryClient } from '@tanstack/react-query';
import type { PageState, QueryData, QueryKey, QueryName } from '#contract/page.ts';

/** Puts what the document brought into a query client, as old as it is. */
export function storeOf(state: PageState, client: QueryClient = new QueryClient()): QueryClient {
  for (const { key, data } of state.queries)
    client.setQueryData(key, data, { updatedAt: state.at });
  return client;
}

/** What the document brought for one key; the contract pairs the first part of a key with its data. */
export function dataIn<N extends QueryName>(state: PageState, name: N): QueryData[N] | undefined {
  const found = state.queries.find(({ key }: { key: QueryKey }) => key[0] === name);
  return found?.data as QueryData[N] | undefined; // As the doc comment says.
}
