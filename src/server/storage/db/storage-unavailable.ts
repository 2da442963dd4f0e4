import { type Kysely, sql } from 'kysely';
import type { Tables } from './schema.ts';

/**
 * The database can't be opened or reached. The message is one line for whoever starts the server. It says what to do,
 * and contains no password.
 */
export class StorageUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StorageUnavailable';
  }
}

/** Another program keeps its tables there. */
export const foreignDatabase = (cause: Error): StorageUnavailable =>
  new StorageUnavailable(
    `This database has tables of something else (${cause.message}): give Tillpass one of its own, by DATA_DIR or DATABASE_URL.`,
    cause,
  );

/** @param step of the newer version, which this one does not know */
export const newerDatabase = (step: string, cause: unknown): StorageUnavailable =>
  new StorageUnavailable(
    `This database was made by a newer version of Tillpass (by its step ${step}): start that version or a later one, or restore a backup from before the upgrade.`,
    cause,
  );

/** Whether a table that was asked for is not there. SQLite says it in words, PostgreSQL by its code of an undefined table. */
export const lacksTable = (fault: unknown): boolean =>
  fault instanceof Error &&
  (/no such table/.test(fault.message) || ('code' in fault && fault.code === '42P01'));

/** A table that PostgreSQL has from the first row of a move to the last: until it is gone, the database is no shop. */
export const moveTable = 'unfinished_move';

/** Whether a move into this PostgreSQL is under way, so that the shop is only partly there. */
export async function isUnfinished(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass(${moveTable})::text as found`.execute(db);
  return typeof rows[0]?.found === 'string';
}

/** What SQLite's `user_version` is in a file whose shop has gone to PostgreSQL; in every other it is 0. */
export const movedVersion = 1;
