import { codeSourceOf } from '#domain/program/code-source.ts';
import type { Reward } from '#domain/program/program.ts';
import { freeCodes } from '#server/storage/pools/pools.ts';
import { stockLeft } from '#server/storage/vouchers/reward-stocks.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { poolFor } from '#server/usecases/pools/pool-of-reward.ts';

/**
 * How many of each reward are left for a member in a store: the reward's own stock and, if its voucher needs a pool's
 * code, no more than the pool holds. A reward without a limit is not in the map.
 * @param storeId null: nobody knows where the member is
 */
export async function leftOf(
  work: ReadWork,
  rewards: readonly Reward[],
  storeId: string | null,
): Promise<Map<string, number>> {
  const counted = rewards.filter(({ stock }) => stock !== undefined);
  const left = await stockLeft(
    work.db,
    counted.map(({ id }) => id),
  );
  const pooled = rewards.filter((reward) => codeSourceOf(work.program, reward, storeId) === 'pool');
  const pools = await Promise.all(pooled.map((reward) => poolFor(work, reward, storeId)));
  const free = await freeCodes(
    work.db,
    pools.flatMap((pool) => (pool ? [pool.id] : [])),
  );
  for (const [at, { id }] of pooled.entries()) {
    const pool = pools[at];
    const codes = pool ? (free.get(pool.id) ?? 0) : 0;
    left.set(id, Math.min(left.get(id) ?? codes, codes));
  }
  return left;
}
