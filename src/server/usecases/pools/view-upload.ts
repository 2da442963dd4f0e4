import type { UploadReport, UploadView } from '#contract/admin/admin-answers.ts';
import type { UploadFault } from '#domain/pool/upload.ts';
import { Refused } from '#domain/refusal.ts';
import type { PoolUploadRow } from '#server/storage/db/schema-pools.ts';
import { uploadById, uploadsByTime } from '#server/storage/pools/pool-uploads.ts';
import { poolById, scopeOf } from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** The upload with this number. @throws Refused `upload-unknown` */
export async function uploadOf({ store }: Context, uploadId: string): Promise<PoolUploadRow> {
  const id = /^\d{1,15}$/.test(uploadId) ? Number(uploadId) : null;
  const row = id === null ? undefined : await uploadById(store.read, id);
  if (!row) throw new Refused({ key: 'upload-unknown' });
  return row;
}

/** @throws Refused `upload-unknown` */
export async function viewUpload(
  context: Context,
  uploadId: string,
): Promise<UploadView & Pick<UploadReport, 'faults'>> {
  const row = await uploadOf(context, uploadId);
  const faults = JSON.parse(row.faults) as UploadFault[]; // We wrote it, from this type.
  return { ...(await show(context, row)), faults };
}

const usuallyListed = 20;

/** The latest uploads, by which a program that sends one finds out how far it is. */
export async function latestUploads(
  context: Context,
  limit: number = usuallyListed,
): Promise<UploadView[]> {
  const rows = await uploadsByTime(context.store.read, limit);
  return Promise.all(rows.map((row) => show(context, row)));
}

async function show(context: Context, row: PoolUploadRow): Promise<UploadView> {
  const { id, state, lines, added, duplicates, bad, withdrawn } = row;
  const scope = scopeOf(await poolById(context.store.read, row.pool_id));
  const times = { startedAt: row.started_at, touchedAt: row.touched_at };
  const counts = { lines, added, duplicates, bad, withdrawn };
  return { uploadId: id, ...scope, state, ...counts, ...times };
}
