import type { QueryClient } from '@tanstack/react-query';
import type { Voucher, Wallet } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import type { ToWorker } from '#contract/worker.ts';
import { liveIds } from './voucher-state.ts';

/** Has the worker keep the wallet and its live vouchers, each time that points or vouchers changed. */
export function keepInStep(client: QueryClient, container: ServiceWorkerContainer): void {
  // The worker fetches a wallet anew by itself when it has answered a visit to it.
  const [arrival] = performance.getEntriesByType('navigation');
  const answered = arrival instanceof PerformanceNavigationTiming && arrival.workerStart > 0;
  let visited = answered && location.pathname === paths.wallet;
  let said: string | undefined;
  const say = async () => {
    const wallet = client.getQueryData<Wallet>(['wallet']);
    // Without it nobody knows which vouchers there are, and the kept ones would be dropped.
    if (!wallet) return;
    const seen = client.getQueriesData<Voucher>({ queryKey: ['voucher'] }).map(([, data]) => data);
    const vouchers = liveIds(wallet, seen).map(paths.redemption);
    const now = [wallet.balance, ...vouchers].join();
    if (now === said) return;
    said = now;
    const message: ToWorker = {
      type: 'keep',
      paths: visited ? vouchers : [paths.wallet, ...vouchers],
    };
    visited = false;
    const { active } = await container.ready;
    active?.postMessage(message);
  };
  client.getQueryCache().subscribe(({ type }) => type === 'updated' && say());
  void say();
}
