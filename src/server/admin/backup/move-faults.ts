import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AdminFault } from '#server/admin/admin-command.ts';
import { NotEmpty, OtherLedger, OtherRows, OtherTables } from '#server/storage/backup/filling.ts';
import { MovedElsewhere } from '#server/storage/backup/move-state.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';

/** While PostgreSQL has a move that is not finished, nobody can have sold there. */
export const firstGiveUp =
  'First type npm run admin -- move --give-up, with the same DATABASE_URL: nothing was sold on PostgreSQL. Then: ';

/** @throws AdminFault where no shop is */
export function demandFile(dataDir: string): void {
  if (existsSync(sqlitePath(dataDir))) return;
  throw new AdminFault(
    `There is no SQLite database in ${dataDir}: set DATA_DIR as it is for the server.`,
  );
}

/** Looks into a database file, and changes nothing. */
export function inFile<T>(path: string, look: (file: DatabaseSync) => T): T {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    return look(file);
  } finally {
    file.close();
  }
}

/**
 * What to do about a fault of a move, for a person.
 * @param isOver whether the file is marked, so that no server opens it until the move is given up
 */
export function sayable(fault: unknown, isOver: boolean): unknown {
  const first = isOver ? firstGiveUp : '';
  if (fault instanceof NotEmpty)
    return new AdminFault(
      'Nothing was moved: the PostgreSQL database of DATABASE_URL is not empty. Name an empty one.',
    );
  if (fault instanceof OtherLedger || fault instanceof OtherRows)
    return new AdminFault(
      `The move did not end: ${fault.message}. SQLite is as it was. ${first}Make the PostgreSQL database anew (dropdb, createdb), and type this again.`,
    );
  if (fault instanceof OtherTables)
    return new AdminFault(
      `The tables of the two databases, or of the copy between them, are of two versions of Tillpass. ${first}Start this version once on SQLite, make the PostgreSQL database anew (dropdb, createdb), and type this again.`,
    );
  if (fault instanceof MovedElsewhere)
    return new AdminFault('Another process has gone on with this move: end one of them.');
  return fault;
}
