import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { ProgramTextRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Keeps the file that a version was loaded from. */
export async function putProgramText(tx: Tx, row: ProgramTextRow): Promise<void> {
  await tx.db.insertInto('program_texts').values(row).execute();
}

/** The file of a version; undefined: it was loaded without one. */
export function programTextOf(
  db: Kysely<Tables>,
  version: number,
): Promise<ProgramTextRow | undefined> {
  return db
    .selectFrom('program_texts')
    .selectAll()
    .where('version', '=', version)
    .executeTakeFirst();
}
