import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { RewardStockRow } from '#server/storage/db/schema-passes.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** How many issues of one reward can run at once before they wait for each other. */
const shards = 8;

/** What loading a program changed in a reward's stock. */
export interface StockChange {
  /** How many there were in all before; 0 also if it had no stock. */
  readonly before: number;
  readonly left: number;
}

/**
 * Sets how many of a reward there are in all, with those given out. A higher number adds to what is left, a lower one
 * takes away from it. If more than that are given out, pieces that come back do not count.
 */
export async function setStock(tx: Tx, rewardId: string, total: number): Promise<StockChange> {
  await makeShards(tx, rewardId);
  const rows = await holdShards(tx, rewardId);
  const before = rows.reduce((sum, { loaded, withheld }) => sum + loaded - withheld, 0);
  const changed = total >= before ? raised(rows, total - before) : lowered(rows, before - total);
  for (const { shard, remaining, loaded, withheld } of changed) {
    await tx.db
      .updateTable('reward_stocks')
      .set({ remaining, loaded, withheld })
      .where('reward_id', '=', rewardId)
      .where('shard', '=', shard)
      .execute();
  }
  return { before, left: changed.reduce((sum, { remaining }) => sum + remaining, 0) };
}

type Shard = Pick<RewardStockRow, 'shard' | 'remaining' | 'loaded' | 'withheld'>;

/** First, withheld pieces count again; the rest is spread evenly. */
function raised(rows: readonly Shard[], more: number): Shard[] {
  let rest = more;
  const freed = rows.map((row) => {
    const again = Math.min(row.withheld, rest);
    rest -= again;
    return { ...row, withheld: row.withheld - again };
  });
  return freed.map((row) => {
    const share = Math.floor(rest / shards) + (row.shard < rest % shards ? 1 : 0);
    return { ...row, remaining: row.remaining + share, loaded: row.loaded + share };
  });
}

/** First, what is left is taken away; then pieces given out are withheld when they come back. */
function lowered(rows: readonly Shard[], less: number): Shard[] {
  let rest = less;
  const emptied = rows.map((row) => {
    const taken = Math.min(row.remaining, rest);
    rest -= taken;
    return { ...row, remaining: row.remaining - taken, loaded: row.loaded - taken };
  });
  return emptied.map((row) => {
    const held = Math.min(row.loaded - row.remaining - row.withheld, rest);
    rest -= held;
    return { ...row, withheld: row.withheld + held };
  });
}

async function makeShards(tx: Tx, rewardId: string): Promise<void> {
  const empty = { reward_id: rewardId, remaining: 0, loaded: 0, withheld: 0 };
  await tx.db
    .insertInto('reward_stocks')
    .values(Array.from({ length: shards }, (_, shard) => ({ ...empty, shard })))
    .onConflict((conflict) => conflict.columns(['reward_id', 'shard']).doNothing())
    .execute();
}

function holdShards(tx: Tx, rewardId: string): Promise<Shard[]> {
  const all = tx.db
    .selectFrom('reward_stocks')
    .select(['shard', 'remaining', 'loaded', 'withheld'])
    .where('reward_id', '=', rewardId)
    .orderBy('shard');
  return (isPostgres(tx.db) ? all.forUpdate() : all).execute();
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

/** Gives one back to its shard, or drops it if the stock was lowered meanwhile. */
export async function returnStock(tx: Tx, rewardId: string, shard: number): Promise<void> {
  await tx.db
    .updateTable('reward_stocks')
    .set({
      remaining: sql`remaining + case when withheld > 0 then 0 else 1 end`,
      loaded: sql`loaded - case when withheld > 0 then 1 else 0 end`,
      withheld: sql`withheld - case when withheld > 0 then 1 else 0 end`,
    })
    .where('reward_id', '=', rewardId)
    .where('shard', '=', shard)
    .execute();
}

/** How many are left of each reward; one without a stock is not in the map. */
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

/** How many of a reward are given out, of those that were ever counted. */
export async function stockOut(db: Kysely<Tables>, rewardId: string): Promise<number> {
  const row = await db
    .selectFrom('reward_stocks')
    .select(sql<number | null>`sum(loaded - remaining)`.as('out'))
    .where('reward_id', '=', rewardId)
    .executeTakeFirst();
  return Number(row?.out ?? 0);
}

async function findShard(tx: Tx, rewardId: string, shardHint: number): Promise<number | null> {
  // A shard may be emptied while somebody waits for it, though others still have stock. Each look shows one more empty
  // shard, so there are at most as many looks as shards.
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
  // First one that nobody has locked; it waits only when all shards with stock are locked.
  const free =
    (await withStock.forUpdate().skipLocked().executeTakeFirst()) ??
    (await withStock.forUpdate().executeTakeFirst());
  return free?.shard ?? null;
}
