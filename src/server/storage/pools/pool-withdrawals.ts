import { type Kysely, sql } from 'kysely';
import type { HandoutOutcome } from '#domain/pool/settlement.ts';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PoolShardRow } from '#server/storage/db/schema-pools.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { countedCodes } from './pool-handouts.ts';

/** Codes of one upload with the same fate, and how many there are. */
export interface UploadedCodes {
  /** Null: nobody ever had one. */
  readonly outcome: HandoutOutcome | null;
  /** How many a till used before anybody had them. */
  readonly spoiled: number;
  readonly count: number;
}

/** What became of an upload's codes. For an administrator who looks: it counts every one. */
export function uploadedCodes(
  db: Kysely<Tables>,
  { poolId, uploadId }: { poolId: number; uploadId: number },
): Promise<UploadedCodes[]> {
  return countedCodes(db)
    .select(['handout.outcome', 'code.spoiled', (eb) => eb.fn.countAll<number>().as('count')])
    .where('code.pool_id', '=', poolId)
    .where('code.upload_id', '=', uploadId)
    .groupBy(['handout.outcome', 'code.spoiled'])
    .execute();
}

/** Locks a shard of a pool, so that no code of it is handed out meanwhile. */
export function holdShard(
  tx: Tx,
  poolId: number,
  shard: number,
): Promise<Pick<PoolShardRow, 'loaded' | 'handed'>> {
  const part = tx.db
    .selectFrom('pool_shards')
    .select(['loaded', 'handed'])
    .where('pool_id', '=', poolId)
    .where('shard', '=', shard);
  return (isPostgres(tx.db) ? part.forUpdate() : part).executeTakeFirstOrThrow();
}

/** A range of a shard, without both ends. */
interface Stretch {
  readonly poolId: number;
  readonly shard: number;
  readonly after: number;
  readonly before: number;
}

/** The numbers of an upload's codes in a range that no till has used, the highest first. */
export async function unusedCodes(
  tx: Tx,
  { poolId, shard, after, before }: Stretch,
  uploadId: number,
  limit: number,
): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('pool_codes')
    .select('seq')
    .where('pool_id', '=', poolId)
    .where('shard', '=', shard)
    .where('seq', '>', after)
    .where('seq', '<', before)
    .where('upload_id', '=', uploadId)
    .where('spoiled', '=', 0)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ seq }) => seq);
}

export async function removeCodes(
  tx: Tx,
  { poolId, shard }: Pick<Stretch, 'poolId' | 'shard'>,
  numbers: readonly number[],
): Promise<void> {
  await tx.db
    .deleteFrom('pool_codes')
    .where('pool_id', '=', poolId)
    .where('shard', '=', shard)
    .where('seq', 'in', numbers)
    .execute();
}

/** Gives codes other numbers of their shard, which must be free. */
export async function renumberCodes(
  tx: Tx,
  { poolId, shard }: Pick<Stretch, 'poolId' | 'shard'>,
  moves: readonly { from: number; to: number }[],
): Promise<void> {
  const json = JSON.stringify(moves);
  const pairs = isPostgres(tx.db)
    ? sql`json_to_recordset(${json}::json) as move ("from" bigint, "to" bigint)`
    : sql`(select value ->> 'from' as "from", value ->> 'to' as "to" from json_each(${json})) as move`;
  await sql`update pool_codes set seq = move."to" from ${pairs}
    where pool_id = ${poolId} and shard = ${shard} and seq = move."from"`.execute(tx.db);
}

/** Counts codes of an upload as withdrawn. */
export async function countWithdrawn(tx: Tx, uploadId: number, count: number): Promise<void> {
  await tx.db
    .updateTable('pool_uploads')
    .set((eb) => ({ withdrawn: eb('withdrawn', '+', count) }))
    .where('id', '=', uploadId)
    .execute();
}

/** How many codes the last upload added that is not withdrawn completely. */
export async function lastLeftOver(db: Kysely<Tables>, poolId: number): Promise<number> {
  const row = await db
    .selectFrom('pool_uploads')
    .select(['added', 'withdrawn'])
    .where('pool_id', '=', poolId)
    .where('state', '=', 'done')
    .whereRef('added', '>', 'withdrawn')
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? row.added - row.withdrawn : 0;
}
