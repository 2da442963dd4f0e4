import type { Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { ProgramDraftRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

export async function addProgramDraft(tx: Tx, row: ProgramDraftRow): Promise<void> {
  await tx.db.insertInto('program_drafts').values(row).execute();
}

/** A draft, also one that is over. */
export function programDraftById(
  db: Kysely<Tables>,
  id: string,
): Promise<ProgramDraftRow | undefined> {
  return db.selectFrom('program_drafts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same, locked until the transaction ends. */
export function programDraftForUpdate(tx: Tx, id: string): Promise<ProgramDraftRow | undefined> {
  const found = tx.db.selectFrom('program_drafts').selectAll().where('id', '=', id);
  return (isPostgres(tx.db) ? found.forUpdate() : found).executeTakeFirst();
}

/** The drafts that are not over, without their texts, the one that was saved last in front. */
export function liveProgramDrafts(
  db: Kysely<Tables>,
): Promise<Omit<ProgramDraftRow, 'text' | 'pictures'>[]> {
  return db
    .selectFrom('program_drafts')
    .select(['id', 'name', 'base_version', 'revision', 'begun_at', 'saved_at', 'saved_by'])
    .select(['ended_at', 'put_version'])
    .where('ended_at', 'is', null)
    .orderBy('saved_at', 'desc')
    .orderBy('id')
    .execute();
}

export async function changeProgramDraft(
  tx: Tx,
  id: string,
  change: Partial<Omit<ProgramDraftRow, 'id' | 'begun_at'>>,
): Promise<void> {
  await tx.db.updateTable('program_drafts').set(change).where('id', '=', id).execute();
}
