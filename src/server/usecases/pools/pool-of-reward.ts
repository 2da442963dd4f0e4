import { type Reward, storesWith } from '#domain/program/program.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { poolInStore } from '#server/storage/pools/pools.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/**
 * The pool that gives a member in a store a code: the store's own, else the one of all stores; null: there is none. If
 * nobody knows the member's store, it is the only store that has the reward.
 */
export async function poolFor(
  work: ReadWork,
  reward: Reward,
  storeId: string | null,
): Promise<PoolRow | null> {
  const store = storeId ?? storesWith(work.program, reward)[0]?.id ?? '';
  return (await poolInStore(work.db, store, reward.id)) ?? null;
}
