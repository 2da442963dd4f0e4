import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDatabase } from '#server/storage/backup/sqlite-backup.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';

/** Where the copies lie that a move reads from: beside the database, as large as it is. */
export const movingFolder = (dataDir: string): string => join(dataDir, 'moving');

export const copyPath = (dataDir: string, copy: string): string =>
  join(movingFolder(dataDir), copy);

/** Makes the folder anew, for its owner alone. */
export function makeFolder(dataDir: string): void {
  removeFolder(dataDir);
  mkdirSync(movingFolder(dataDir), { mode: 0o700 });
}

export const removeFolder = (dataDir: string): void =>
  rmSync(movingFolder(dataDir), { recursive: true, force: true });

/**
 * Copies the shop as it is now, beside its servers.
 * @param at epoch milliseconds, for the name
 * @returns the copy's name
 */
export function copyNow(dataDir: string, at: number): string {
  const taken = new Set(readdirSync(movingFolder(dataDir)));
  let number = at;
  while (taken.has(`${number}.sqlite`)) number += 1;
  const name = `${number}.sqlite`;
  copyDatabase(sqlitePath(dataDir), copyPath(dataDir, name));
  return name;
}

export const openCopy = (dataDir: string, copy: string): DatabaseSync =>
  new DatabaseSync(copyPath(dataDir, copy), {
    readOnly: true,
    enableForeignKeyConstraints: false,
  });

/** Puts a copy beside an open file, to compare the two. */
export function attachCopy(file: DatabaseSync, dataDir: string, copy: string): void {
  file.prepare('attach ? as earlier').run(copyPath(dataDir, copy));
}

/** Removes the copies that are not needed, and what is left of one that was not finished. */
export function removeOthers(dataDir: string, copy: string): void {
  for (const name of readdirSync(movingFolder(dataDir)))
    if (name !== copy) rmSync(copyPath(dataDir, name), { recursive: true });
}
