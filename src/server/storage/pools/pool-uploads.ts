import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PoolUploadRow } from '#server/storage/db/schema-pools.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Begins an upload. */
export async function addUpload(tx: Tx, id: number, poolId: number, at: number): Promise<void> {
  const counts = { lines: 0, added: 0, duplicates: 0, bad: 0, withdrawn: 0, faults: '[]' };
  const row = { id, pool_id: poolId, state: 'running' as const, started_at: at, touched_at: at };
  await tx.db
    .insertInto('pool_uploads')
    .values({ ...row, ...counts })
    .execute();
}

export function uploadById(db: Kysely<Tables>, id: number): Promise<PoolUploadRow | undefined> {
  return db.selectFrom('pool_uploads').selectAll().where('id', '=', id).executeTakeFirst();
}

export function uploadsByTime(db: Kysely<Tables>, limit: number): Promise<PoolUploadRow[]> {
  return db
    .selectFrom('pool_uploads')
    .selectAll()
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
}

/** The upload that fills a pool now, dead or alive. */
export function runningUpload(
  db: Kysely<Tables>,
  poolId: number,
): Promise<PoolUploadRow | undefined> {
  return db
    .selectFrom('pool_uploads')
    .selectAll()
    .where('pool_id', '=', poolId)
    .where('state', '=', 'running')
    .executeTakeFirst();
}

export type UploadChange = Partial<Omit<PoolUploadRow, 'id' | 'pool_id' | 'started_at'>>;

/** @returns false when the upload no longer runs, because another one has begun */
export async function changeUpload(tx: Tx, id: number, change: UploadChange): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('pool_uploads')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
