import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isKept } from '#contract/document.ts';
import type { PageState, QueryData, QueryName } from '#contract/page.ts';
import { failureOf, isSignedOut } from '#web/failure.ts';
import { leave } from './session.ts';

/** How long data count as fresh; the live stream reports changes sooner. */
const staleMs = 30_000;
const retriesAtMost = 2;

/** The browser's query client. It asks again only when nobody answered, and never trusts `onLine`. */
export function makeClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) void leave();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: staleMs,
        // What the document brought is asked for by nobody again: who visits, the shop's name, a page without signal.
        gcTime: Number.POSITIVE_INFINITY,
        networkMode: 'always',
        retry: (count, error) => count < retriesAtMost && failureOf(error).kind === 'unreached',
      },
    },
  });
}

/**
 * Puts the document's data into a query client. Data of a kept document are asked for at once: their age is by the
 * server's clock, and nobody knows how far the phone's clock is from that.
 */
export function fill(client: QueryClient, state: PageState): QueryClient {
  const updatedAt = isKept(state) ? 0 : Date.now();
  for (const { key, data } of state.queries) client.setQueryData(key, data, { updatedAt });
  return client;
}

/** The data of a name in the document. */
export function broughtBy<N extends QueryName>(
  state: Pick<PageState, 'queries'>,
  name: N,
): QueryData[N] | undefined {
  const found = state.queries.find(({ key }) => key[0] === name);
  return found?.data as QueryData[N] | undefined; // The contract pairs the name with its data.
}
