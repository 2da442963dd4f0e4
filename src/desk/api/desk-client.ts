import { QueryCache, QueryClient } from '@tanstack/react-query';
import type { DeskMe } from '#contract/desk/desk-answers.ts';
import { failureOf } from '#web/failure.ts';

/** Under this key the client keeps who is signed in; null: nobody. */
export const meKey = ['me'] as const;

/** What pages have read. Nothing stays of what the server says is no longer for these eyes. */
export function makeDeskClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (!isShutOut(error)) return;
        query.setState({ data: undefined });
        void client.invalidateQueries({ queryKey: meKey });
      },
    }),
    defaultOptions: { queries: { retry: 1, staleTime: 10_000 } },
  });
  return client;
}

/** Forgets what was read for somebody else in this tab, before the pages hear who is there now. */
export function forgetOthers(client: QueryClient, me: DeskMe | null): void {
  const before = client.getQueryData<DeskMe | null>(meKey);
  if (before === undefined || before?.id === me?.id) return;
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meKey[0] });
}

function isShutOut(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure.kind !== 'refused') return false;
  return failure.refusal.key === 'desk-role' || failure.refusal.key === 'desk-signed-out';
}
