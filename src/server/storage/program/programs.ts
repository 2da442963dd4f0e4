import { type Kysely, sql } from 'kysely';
import type { Program } from '#domain/program/program.ts';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { ProgramOutcomeRow, ProgramRow, Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A program as it was loaded, without its document, which may be 2 MB long. */
export interface Loading {
  readonly version: number;
  readonly loadedAt: number;
  /** The program is in force from this time on. */
  readonly beginsAt: number;
  /** Of a program for a day to come; null: nothing was done about it yet, or it began when it was loaded. */
  readonly outcome: ProgramOutcomeRow['outcome'] | null;
}

/** Written as the index has it. */
const beginsAt = sql<number>`coalesce(programs.begins_at, programs.loaded_at)`;

const loadings = (db: Kysely<Tables>) =>
  db
    .selectFrom('programs')
    .leftJoin('program_outcomes', 'program_outcomes.version', 'programs.version')
    .select(['programs.version', 'programs.loaded_at as loadedAt', 'outcome'])
    .select(beginsAt.as('beginsAt'));

const notWithdrawn = sql<boolean>`(outcome is null or outcome <> 'withdrawn')`;

/**
 * The program in force at an instant: the one that began last. Of two for one instant, the one that was loaded last.
 * @param below only versions loaded before this one; absent: all
 */
export function loadingAt(
  db: Kysely<Tables>,
  at: number,
  below?: number,
): Promise<Loading | undefined> {
  let begun = loadings(db).where(beginsAt, '<=', at).where(notWithdrawn);
  if (below !== undefined) begun = begun.where('programs.version', '<', below);
  return begun
    .orderBy(beginsAt, 'desc')
    .orderBy('programs.version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The program that began first. */
export function firstLoading(db: Kysely<Tables>): Promise<Loading | undefined> {
  return loadings(db)
    .where(notWithdrawn)
    .orderBy(beginsAt)
    .orderBy('programs.version')
    .limit(1)
    .executeTakeFirst();
}

/** The programs that begin after an instant, the next one first. */
export function loadingsAfter(db: Kysely<Tables>, at: number): Promise<Loading[]> {
  return loadings(db)
    .where(beginsAt, '>', at)
    .where(notWithdrawn)
    .orderBy(beginsAt)
    .orderBy('programs.version')
    .execute();
}

/** The programs that began until an instant, the first one first; of two for one instant, the one in force last. */
export function loadingsUntil(db: Kysely<Tables>, at: number): Promise<Loading[]> {
  return loadings(db)
    .where(beginsAt, '<=', at)
    .where(notWithdrawn)
    .orderBy(beginsAt)
    .orderBy('programs.version')
    .execute();
}

/** The latest loadings, withdrawn ones too, the last one first. */
export function latestLoadings(db: Kysely<Tables>, limit: number): Promise<Loading[]> {
  return loadings(db).orderBy('programs.version', 'desc').limit(limit).execute();
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

/** A version as it was loaded, which was checked then. */
export const programAsLoaded = async (db: Kysely<Tables>, version: number): Promise<Program> =>
  JSON.parse(await documentOfLoading(db, version)) as Program;

/** Until the transaction ends, nobody else loads a program or takes one back. Before the first one it locks nothing. */
export async function lockPrograms(tx: Tx): Promise<void> {
  const first = tx.db.selectFrom('programs').select('version').orderBy('version').limit(1);
  // SQLite has one writer anyway.
  if (isPostgres(tx.db)) await first.forUpdate().execute();
}

/** All versions, the first one first. */
export function allPrograms(db: Kysely<Tables>): Promise<ProgramRow[]> {
  return db.selectFrom('programs').selectAll().orderBy('version').execute();
}

/** Adds a new version; earlier ones stay for history. @returns its number */
export async function addProgram(tx: Tx, program: Omit<ProgramRow, 'version'>): Promise<number> {
  const [before] = await latestLoadings(tx.db, 1);
  const row = { ...program, version: (before?.version ?? 0) + 1 };
  await tx.db.insertInto('programs').values(row).execute();
  return row.version;
}

/**
 * Writes down what becomes of a program for a day to come. Of two that do so at once, the second waits for the first.
 * @returns false when it was written down before
 */
export async function putOutcome(tx: Tx, row: ProgramOutcomeRow): Promise<boolean> {
  const put = await tx.db
    .insertInto('program_outcomes')
    .values(row)
    .onConflict((conflict) => conflict.column('version').doNothing())
    .returning('version')
    .executeTakeFirst();
  return put !== undefined;
}
