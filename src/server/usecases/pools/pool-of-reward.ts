import { type Reward, storesWith } from '#domain/program/program.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { poolInStore } from '#server/storage/pools/pools.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/**
 * The pool that a code for a member in a store comes from: the store's own before that of all stores; null
 * where there is none. Who is nowhere can only mean the one store that has the reward.
 */
export async function poolFor(
  work: ReadWork,
  reward: Reward,
  storeId: string | null,
): Promise<PoolRow | null> {
  const store = storeId ?? storesWith(work.program, reward)[0]?.id ?? '';
  return (await poolInStore(work.db, store, reward.id)) ?? null;
}
