import type { Kysely } from 'kysely';
import type { ProgramRow, Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The version in force; undefined before the first. */
export function latestProgram(db: Kysely<Tables>): Promise<ProgramRow | undefined> {
  return db
    .selectFrom('programs')
    .selectAll()
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The version in force, without its document; undefined before the first. */
export function latestLoading(
  db: Kysely<Tables>,
): Promise<Pick<ProgramRow, 'version' | 'loaded_at'> | undefined> {
  return db
    .selectFrom('programs')
    .select(['version', 'loaded_at'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The document of a version, as text: it may be 2 MB long. */
export async function documentOfLoading(db: Kysely<Tables>, version: number): Promise<string> {
  const { document } = await db
    .selectFrom('programs')
    .select('document')
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return document;
}

/** All versions, the first one first. */
export function allPrograms(db: Kysely<Tables>): Promise<ProgramRow[]> {
  return db.selectFrom('programs').selectAll().orderBy('version').execute();
}

/** Puts a new version in force; earlier ones stay for history. */
export async function addProgram(
  tx: Tx,
  program: Pick<ProgramRow, 'document' | 'loaded_at'>,
): Promise<ProgramRow> {
  const before = await latestProgram(tx.db);
  const row = { ...program, version: (before?.version ?? 0) + 1 };
  await tx.db.insertInto('programs').values(row).execute();
  return row;
}
