import { closeSync, existsSync, fstatSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';

/** The file of an open database; null: it is PostgreSQL, which has none. */
export async function fileOf(db: Kysely<Tables>): Promise<string | null> {
  if (isPostgres(db)) return null;
  const { rows } = await sql<{ file: string }>`
    select file from pragma_database_list where name = 'main'`.execute(db);
  return rows[0]?.file ?? null;
}

/** A file is where the backup should go, or where it is made: then another is under way, or was ended half-way. */
export class FileInTheWay extends Error {
  readonly file: string;
  constructor(file: string) {
    super(`${file} exists`);
    this.file = file;
  }
}

/**
 * Copies a database into a new file, as it is at this moment, while other processes go on writing. VACUUM INTO reads in
 * one transaction, so it ends however much is written. SQLite's online backup begins at the first page again after each
 * write of another process, so in an open shop it never ends.
 * @param path the file of the database
 * @param file must not exist
 * @returns the size of the copy in bytes
 * @throws FileInTheWay, or what the system or SQLite refused; nothing is left behind then
 */
export function copyDatabase(path: string, file: string): number {
  // It gets its name when it is whole. Of two that begin at once, the system lets one make this file.
  const unfinished = `${file}.unfinished`;
  refuseFile(file);
  refuseFile(unfinished);
  // Members' addresses are in it, so only its owner may read it.
  const copy = openSync(unfinished, 'wx', 0o600);
  try {
    vacuumInto(path, unfinished);
    fsyncSync(copy);
    // It is refused again where something took the name: it may have taken minutes.
    giveName(unfinished, file);
    return fstatSync(copy).size;
  } catch (fault) {
    rmSync(unfinished, { force: true });
    throw fault;
  } finally {
    closeSync(copy);
  }
}

/**
 * Gives a file that is whole its name for good, in the same folder or another of the same disk.
 * @throws FileInTheWay
 */
export function giveName(from: string, to: string): void {
  refuseFile(to);
  renameSync(from, to);
  syncFolder(dirname(to));
}

function refuseFile(file: string): void {
  if (existsSync(file)) throw new FileInTheWay(file);
}

function vacuumInto(path: string, copy: string): void {
  const from = new DatabaseSync(path, { readOnly: true });
  try {
    from.prepare('VACUUM INTO ?').run(copy);
  } finally {
    from.close();
  }
}

/** A new name is on the disk when its folder is. */
function syncFolder(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
