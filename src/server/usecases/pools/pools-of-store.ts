import { type KnowingStore, storesOfPool } from '#domain/pool/pool.ts';
import { storeOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { holdingStores } from '#server/storage/pools/pool-handouts.ts';
import { allPools, scopeOf } from '#server/storage/pools/pools.ts';
import { settlementStore } from '#server/storage/pools/settlements.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** The pools whose codes a store's tills know, each with all its stores. */
export async function poolsOfStore(
  { db, program }: ReadWork,
  storeId: string,
): Promise<{ pool: PoolRow; stores: readonly KnowingStore[] }[]> {
  const known = await Promise.all(
    (await allPools(db)).map(async (pool) => {
      const holding = await holdingStores(db, pool.id);
      return { pool, stores: storesOfPool(program, scopeOf(pool), holding) };
    }),
  );
  return known.filter(({ stores }) => stores.some(({ id }) => id === storeId));
}

/**
 * Refuses a store that can't be settled. One that has left the program can be while its tills may have used codes, and
 * also after that, because the same file must get the same answer.
 * @throws Refused `store-unknown`
 */
export async function refuseUnsettleable(work: ReadWork, storeId: string): Promise<void> {
  if (storeOf(work.program, storeId)) return;
  if (await settlementStore(work.db, storeId)) return;
  if ((await poolsOfStore(work, storeId)).length > 0) return;
  throw new Refused({ key: 'store-unknown', store: storeId });
}
