import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type Notices, Pages } from '#shopper/router.tsx';
import { type Page, PageContext } from '#shopper/ui/page-context.tsx';

/** The shopper's app below a router; the router differs between the server and the browser. */
export function App({ page, client, ...notices }: { page: Page; client: QueryClient } & Notices) {
  return (
    <QueryClientProvider client={client}>
      <PageContext value={page}>
        <Pages {...notices} />
      </PageContext>
    </QueryClientProvider>
  );
}
