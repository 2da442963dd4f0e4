import type { Kysely } from 'kysely';
import { codeSourceOf } from '#domain/program/code-source.ts';
import { type Program, type Reward, storesWith } from '#domain/program/program.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { freeCodes, poolInStore } from '#server/storage/pools/pools.ts';
import { stockLeft } from '#server/storage/vouchers/reward-stocks.ts';

/**
 * How many are left of each reward for a member in a store: by the reward's own count, and where its voucher
 * needs a code out of a pool, no more than the pool holds. A reward of which there is no end is not in the map.
 * @param storeId null: nobody knows where the member is
 */
export async function leftOf(
  db: Kysely<Tables>,
  program: Program,
  rewards: readonly Reward[],
  storeId: string | null,
): Promise<Map<string, number>> {
  const counted = rewards.filter(({ stock }) => stock !== undefined);
  const left = await stockLeft(
    db,
    counted.map(({ id }) => id),
  );
  const pooled = rewards.filter((reward) => codeSourceOf(program, reward, storeId) === 'pool');
  const pools = await Promise.all(pooled.map((reward) => poolFor(db, program, reward, storeId)));
  const free = await freeCodes(
    db,
    pools.flatMap((pool) => (pool ? [pool.id] : [])),
  );
  for (const [at, { id }] of pooled.entries()) {
    const pool = pools[at];
    const codes = pool ? (free.get(pool.id) ?? 0) : 0;
    left.set(id, Math.min(left.get(id) ?? codes, codes));
  }
  return left;
}

/**
 * The pool that a code for a member in a store comes from: the store's own before that of all stores; null
 * where there is none. Who is nowhere can only mean the one store that has the reward.
 */
export async function poolFor(
  db: Kysely<Tables>,
  program: Program,
  reward: Reward,
  storeId: string | null,
): Promise<PoolRow | null> {
  const store = storeId ?? storesWith(program, reward)[0]?.id ?? '';
  return (await poolInStore(db, store, reward.id)) ?? null;
}
