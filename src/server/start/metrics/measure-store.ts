import { Gauge, Histogram, type Registry } from 'prom-client';
import type { Store } from '#server/storage/db/store.ts';
import { buckets } from './meters.ts';

/** The same store, whose transactions are counted and timed from when they were wanted, so with their wait. */
export function measureStore(store: Store, registry: Registry): Store {
  const registers = [registry];
  const open = new Gauge({
    name: 'tillpass_transactions_open',
    help: 'Transactions that wait or run: on SQLite the queue of the one writer.',
    registers,
  });
  const duration = new Histogram({
    name: 'tillpass_transaction_duration_seconds',
    help: 'Transactions from when they were wanted until they were durable, or failed.',
    labelNames: ['outcome'],
    buckets,
    registers,
  });
  return {
    ...store,
    transact: async (work, pace) => {
      const began = performance.now();
      const ended = (outcome: 'committed' | 'failed') => {
        open.dec();
        duration.observe({ outcome }, (performance.now() - began) / 1000);
      };
      open.inc();
      try {
        const value = await store.transact(work, pace);
        ended('committed');
        return value;
      } catch (fault) {
        ended('failed');
        throw fault;
      }
    },
  };
}

/** @returns what the SQLite writer calls with each commit */
export function commitMeter(registry: Registry): (jobs: number) => void {
  const jobs = new Histogram({
    name: 'tillpass_sqlite_commit_transactions',
    help: 'How many transactions shared one commit, and so one flush of the disk.',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers: [registry],
  });
  return (count) => jobs.observe(count);
}
