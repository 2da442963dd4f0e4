import { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import { withoutAccount } from '#server/storage/db/postgres-faults.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import {
  isUnfinished,
  movedVersion,
  StorageUnavailable,
} from '#server/storage/db/storage-unavailable.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { isBusy } from './sqlite-writer.ts';

/** @throws StorageUnavailable while the shop is only partly in PostgreSQL */
export async function demandWhole(db: Kysely<Tables>, databaseUrl: string): Promise<void> {
  if (!(await isUnfinished(db))) return;
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

/**
 * Says in the file that its shop is in PostgreSQL, and by which move: from then on no server and no command opens it.
 * @param copy the last copy of that move, as PostgreSQL names it
 */
export const markMoved = (file: DatabaseSync, copy: string): void =>
  file.exec(
    `begin; pragma application_id = ${numberOf(copy)}; pragma user_version = ${movedVersion}; commit`,
  );

/** Takes that back. */
export const unmarkMoved = (file: DatabaseSync): void =>
  file.exec('begin; pragma user_version = 0; pragma application_id = 0; commit');

export const isMoved = (file: DatabaseSync): boolean =>
  file.prepare('pragma user_version').get()?.user_version === movedVersion;

/** Whether the move that has this as its last copy marked the file: one into another database is another move. */
export const isMovedBy = (file: DatabaseSync, copy: string): boolean =>
  isMoved(file) && file.prepare('pragma application_id').get()?.application_id === numberOf(copy);

/** A copy is named by its milliseconds since 1970, and the header of a file has room for 31 bits of them. */
const numberOf = (copy: string): number => Number.parseInt(copy, 10) % 2 ** 31;
