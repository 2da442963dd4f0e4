import { type Kysely, sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import type { Tables } from './schema.ts';
import type { Tx } from './store.ts';

/** So many issues of one reward can be under way at once before they wait for each other. */
const shards = 8;

/** Counts a reward from now on, its stock spread evenly. A reward that is counted already keeps its count. */
export async function setStock(tx: Tx, rewardId: string, total: number): Promise<void> {
  const rows = Array.from({ length: shards }, (_, shard) => {
    const share = Math.floor(total / shards) + (shard < total % shards ? 1 : 0);
    return { reward_id: rewardId, shard, remaining: share, loaded: share };
  });
  await tx.db
    .insertInto('reward_stocks')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['reward_id', 'shard']).doNothing())
    .execute();
}

/**
 * Takes one from any shard that has one, beginning at the hint, so that many at once spread out.
 * @param shardHint any whole number, not negative; random is best
 * @returns the shard, to give back to later, or null when nothing is left
 */
export async function takeStock(
  tx: Tx,
  rewardId: string,
  shardHint: number,
): Promise<number | null> {
  const shard = await findShard(tx, rewardId, shardHint);
  if (shard === null) return null;
  await tx.db
    .updateTable('reward_stocks')
    .set((eb) => ({ remaining: eb('remaining', '-', 1) }))
    .where('reward_id', '=', rewardId)
    .where('shard', '=', shard)
    .execute();
  return shard;
}

/** Gives one back to the shard that it came from. */
export async function returnStock(tx: Tx, rewardId: string, shard: number): Promise<void> {
  await tx.db
    .updateTable('reward_stocks')
    .set((eb) => ({ remaining: eb('remaining', '+', 1) }))
    .where('reward_id', '=', rewardId)
    .where('shard', '=', shard)
    .execute();
}

/** How many are left of each; a reward that isn't counted is not in the map. */
export async function stockLeft(
  db: Kysely<Tables>,
  rewardIds: readonly string[],
): Promise<Map<string, number>> {
  if (rewardIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('reward_stocks')
    .select(['reward_id', sql<number>`sum(remaining)`.as('left')])
    .where('reward_id', 'in', rewardIds)
    .groupBy('reward_id')
    .execute();
  return new Map(rows.map(({ reward_id, left }) => [reward_id, left]));
}

async function findShard(tx: Tx, rewardId: string, shardHint: number): Promise<number | null> {
  // Whoever waited for a shard may find it emptied meanwhile, though others still have stock: each look
  // shows one more of those empty, so there are at most as many looks as shards.
  for (let looks = 0; looks < shards; looks += 1) {
    const shard = await lookForShard(tx, rewardId, shardHint);
    if (shard !== null || !isPostgres(tx.db)) return shard;
    if (!(await stockLeft(tx.db, [rewardId])).get(rewardId)) return null;
  }
  return null;
}

async function lookForShard(tx: Tx, rewardId: string, shardHint: number): Promise<number | null> {
  const withStock = tx.db
    .selectFrom('reward_stocks')
    .select('shard')
    .where('reward_id', '=', rewardId)
    .where('remaining', '>', 0)
    .orderBy(sql`(shard + ${shards - (shardHint % shards)}) % ${shards}`)
    .limit(1);
  if (!isPostgres(tx.db)) return (await withStock.executeTakeFirst())?.shard ?? null;
  // First one that nobody holds; only when all that have stock are held does it wait for one of them.
  const free =
    (await withStock.forUpdate().skipLocked().executeTakeFirst()) ??
    (await withStock.forUpdate().executeTakeFirst());
  return free?.shard ?? null;
}
