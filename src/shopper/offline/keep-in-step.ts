import type { QueryClient } from '@tanstack/react-query';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import type { ToWorker } from '#contract/worker.ts';
import { keyOf } from '#shopper/api/query-keys.ts';
import { others, recall } from './recall.ts';
import { liveIds } from './voucher-state.ts';

/**
 * Lets the worker keep the wallet, its live vouchers and the other pages, each time that points or vouchers changed. A
 * page that is kept already and was not opened since is left as it is; it shows its age.
 */
export async function keepInStep(
  client: QueryClient,
  container: ServiceWorkerContainer,
): Promise<void> {
  const recalled = await recall(client);
  // The worker fetches a page again by itself after it has answered a visit to it.
  const [arrival] = performance.getEntriesByType('navigation');
  const answered = arrival instanceof PerformanceNavigationTiming && arrival.workerStart > 0;
  let visited = answered ? location.pathname : null;
  let said: string | undefined;
  const say = async () => {
    const wallet = client.getQueryData(keyOf('wallet'));
    // Without a new wallet nobody knows which vouchers there are, and kept ones would be deleted.
    if (!wallet || recalled.has(wallet)) return;
    const seen = client.getQueriesData<Voucher>({ queryKey: ['voucher'] }).map(([, data]) => data);
    const vouchers = liveIds(wallet, seen).map(paths.redemption);
    const more = others
      .filter((name) => !recalled.has(client.getQueryData([name])))
      .map((name) => paths[name]);
    const now = [wallet.balance, ...more, ...vouchers].join();
    if (now === said) return;
    said = now;
    const pages = [paths.wallet, ...more].filter((path) => path !== visited);
    const message: ToWorker = { type: 'keep', paths: [...pages, ...vouchers] };
    visited = null;
    const { active } = await container.ready;
    active?.postMessage(message);
  };
  client.getQueryCache().subscribe(({ type }) => type === 'updated' && say());
  void say();
}
