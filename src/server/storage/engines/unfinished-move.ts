import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import { withoutAccount } from '#server/storage/db/postgres-faults.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import {
  movedVersion,
  moveTable,
  StorageUnavailable,
} from '#server/storage/db/storage-unavailable.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { isBusy } from './sqlite-writer.ts';

/** @throws StorageUnavailable while the shop is only partly in PostgreSQL */
export async function demandWhole(db: Kysely<Tables>, databaseUrl: string): Promise<void> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass(${moveTable})::text as found`.execute(db);
  if (!rows[0]?.found) return;
  throw new StorageUnavailable(
    `A move from SQLite into the database at ${withoutAccount(databaseUrl)} is not finished: npm run admin -- move goes on with it (docs/backup.md).`,
  );
}

/** @throws StorageUnavailable in a file whose shop has gone to PostgreSQL: it must not sell in two places */
export function demandHere({ raw }: SqliteFile, dataDir: string): void {
  if (!isMoved(raw)) return;
  raw.close();
  throw new StorageUnavailable(
    `The shop in ${dataDir} has moved to PostgreSQL: set DATABASE_URL as it was for the move. If the move was not finished, npm run admin -- move goes on with it (docs/backup.md).`,
  );
}

/**
 * Opens a database file that nobody else has open, and lets nobody open it until it is closed.
 * @returns null: a server or a command has it open
 */
export function openAlone(path: string): DatabaseSync | null {
  const file = new DatabaseSync(path, { timeout: 0, enableForeignKeyConstraints: false });
  try {
    // Whoever has a file with a log open holds a lock on it, and this mode wants the whole file for itself.
    file.exec('pragma locking_mode = exclusive; begin exclusive; commit');
    return file;
  } catch (fault) {
    file.close();
    if (isBusy(fault)) return null;
    throw fault;
  }
}

/** Says in the file that its shop is in PostgreSQL: from then on no server and no command opens it. */
export const markMoved = (file: DatabaseSync): void =>
  file.exec(`pragma user_version = ${movedVersion}`);

/** Takes that back. */
export const unmarkMoved = (file: DatabaseSync): void => file.exec('pragma user_version = 0');

export const isMoved = (file: DatabaseSync): boolean =>
  file.prepare('pragma user_version').get()?.user_version === movedVersion;
