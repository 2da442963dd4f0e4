import { type Kysely, sql } from 'kysely';
import { type PoolScope, poolShards } from '#domain/pool/pool.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The place of one code in a pool. */
export interface PoolPlace {
  readonly poolId: number;
  readonly shard: number;
  readonly seq: number;
}

export const scopeOf = (row: Pick<PoolRow, 'reward_id' | 'store_id'>): PoolScope => ({
  rewardId: row.reward_id,
  storeId: row.store_id || null,
});

export const lowMarksOf = (row: PoolRow): { lowMark: number | null; lastAdded: number } => ({
  lowMark: row.low_mark,
  lastAdded: row.last_added,
});

export function allPools(db: Kysely<Tables>): Promise<PoolRow[]> {
  return db.selectFrom('pools').selectAll().orderBy('reward_id').orderBy('store_id').execute();
}

export function poolById(db: Kysely<Tables>, id: number): Promise<PoolRow> {
  return db.selectFrom('pools').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The pool from which a store hands out codes for a reward: its own, else that of all stores. */
export function poolInStore(
  db: Kysely<Tables>,
  storeId: string,
  rewardId: string,
): Promise<PoolRow | undefined> {
  return db
    .selectFrom('pools')
    .selectAll()
    .where('reward_id', '=', rewardId)
    .where('store_id', 'in', [storeId, ''])
    .orderBy('store_id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Makes an empty pool. If somebody makes the same one at the same time, it exists. */
export async function makePool(
  tx: Tx,
  { id, ...scope }: PoolScope & { id: number },
  symbology: Symbology,
): Promise<void> {
  const made = await tx.db
    .insertInto('pools')
    .values({
      id,
      reward_id: scope.rewardId,
      store_id: scope.storeId ?? '',
      symbology,
      low_mark: null,
      last_added: 0,
      warned_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return;
  const shards = Array.from({ length: poolShards }, (_, shard) => ({ pool_id: id, shard }));
  await tx.db
    .insertInto('pool_shards')
    .values(shards.map((one) => ({ ...one, loaded: 0, handed: 0 })))
    .execute();
}

export async function changePool(
  tx: Tx,
  id: number,
  change: Partial<Pick<PoolRow, 'symbology' | 'low_mark' | 'last_added' | 'warned_at'>>,
): Promise<void> {
  await tx.db.updateTable('pools').set(change).where('id', '=', id).execute();
}

/** Locks a pool, so that uploads into it begin one at a time. */
export async function holdPool(tx: Tx, scope: PoolScope): Promise<PoolRow | undefined> {
  const pool = tx.db
    .selectFrom('pools')
    .selectAll()
    .where('reward_id', '=', scope.rewardId)
    .where('store_id', '=', scope.storeId ?? '');
  return (isPostgres(tx.db) ? pool.forUpdate() : pool).executeTakeFirst();
}

/**
 * Locks a pool of which nobody has warned.
 * @returns false when there was a warning, or somebody is about to give one
 */
export async function holdUnwarned(tx: Tx, id: number): Promise<boolean> {
  let unwarned = tx.db
    .selectFrom('pools')
    .select('id')
    .where('id', '=', id)
    .where('warned_at', 'is', null);
  if (isPostgres(tx.db)) unwarned = unwarned.forUpdate().skipLocked();
  return (await unwarned.executeTakeFirst()) !== undefined;
}

/** How many codes are left in each pool. A pool has few shards, so this costs the same for any number of codes. */
export async function freeCodes(
  db: Kysely<Tables>,
  poolIds: readonly number[],
): Promise<Map<number, number>> {
  if (poolIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('pool_shards')
    .select(['pool_id', sql<number>`sum(loaded - handed)`.as('free')])
    .where('pool_id', 'in', poolIds)
    .groupBy('pool_id')
    .execute();
  return new Map(rows.map(({ pool_id, free }) => [pool_id, free]));
}

/** How far each shard of a pool is loaded, by its number. */
export function shardsOf(db: Kysely<Tables>, poolId: number) {
  return db
    .selectFrom('pool_shards')
    .select(['shard', 'loaded'])
    .where('pool_id', '=', poolId)
    .orderBy('shard')
    .execute();
}

/** Sets up to which number a shard's codes count; they are stored already. */
export async function setLoaded(
  tx: Tx,
  poolId: number,
  shard: number,
  loaded: number,
): Promise<void> {
  await tx.db
    .updateTable('pool_shards')
    .set({ loaded })
    .where('pool_id', '=', poolId)
    .where('shard', '=', shard)
    .execute();
}

/**
 * Takes the next place of any shard that has one, beginning at the hint, so that many at once spread out.
 * @param shardHint any whole number, not negative; random is best
 * @returns null when nothing is left
 */
export async function takePlace(
  tx: Tx,
  poolId: number,
  shardHint: number,
): Promise<PoolPlace | null> {
  // A shard may be emptied while somebody waits for it, though others still have codes. Each look shows one more empty
  // shard, so there are at most as many looks as shards.
  for (let looks = 0; looks < poolShards; looks += 1) {
    const shard = await lookForShard(tx, poolId, shardHint);
    if (shard !== null) return takeFrom(tx, poolId, shard);
    if (!isPostgres(tx.db) || !(await freeCodes(tx.db, [poolId])).get(poolId)) return null;
  }
  return null;
}

async function takeFrom(tx: Tx, poolId: number, shard: number): Promise<PoolPlace> {
  const { handed } = await tx.db
    .updateTable('pool_shards')
    .set((eb) => ({ handed: eb('handed', '+', 1) }))
    .where('pool_id', '=', poolId)
    .where('shard', '=', shard)
    .returning('handed')
    .executeTakeFirstOrThrow();
  return { poolId, shard, seq: handed };
}

async function lookForShard(tx: Tx, poolId: number, shardHint: number): Promise<number | null> {
  const withCodes = tx.db
    .selectFrom('pool_shards')
    .select('shard')
    .where('pool_id', '=', poolId)
    .where(sql<number>`loaded - handed`, '>', 0)
    .orderBy(sql`(shard + ${poolShards - (shardHint % poolShards)}) % ${poolShards}`)
    .limit(1);
  if (!isPostgres(tx.db)) return (await withCodes.executeTakeFirst())?.shard ?? null;
  // First one that nobody has locked; it waits only when all shards with codes are locked.
  const free =
    (await withCodes.forUpdate().skipLocked().executeTakeFirst()) ??
    (await withCodes.forUpdate().executeTakeFirst());
  return free?.shard ?? null;
}
