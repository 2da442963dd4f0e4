import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Tx } from '#server/storage/db/store.ts';
import { OtherTables } from './filling.ts';

/** A table as both databases have it: SQLite and PostgreSQL are made by the same steps. */
export interface FileTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The database keeps them with another table: whoever copies that one has them, and with a copy of their own twice. */
export const keptByDatabase: ReadonlySet<string> = new Set(['segment_turns']);

/**
 * The tables of a file that are copied, those that others point at first. SQLite's and Kysely's own are not among them, nor is
 * what the database keeps by itself.
 */
export function tablesOf(file: DatabaseSync): readonly FileTable[] {
  const names = file
    .prepare(`select name from sqlite_master where type = 'table'
      and name not like 'sqlite\\_%' escape '\\' and name not like 'kysely\\_%' escape '\\' order by name`)
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !keptByDatabase.has(name));
  const first = names.filter((name) => name === 'members');
  return [...first, ...names.filter((name) => name !== 'members')].map((name) => ({
    name,
    columns: file
      .prepare('select name from pragma_table_info(?)')
      .all(name)
      .map((column) => String(column.name)),
  }));
}

/** A name as both databases quote it. Ours have no quotes in them. */
export const quoted = (name: string): string => `"${name}"`;

export const listed = (columns: readonly string[]): string => columns.map(quoted).join(', ');

/**
 * The steps that made the tables of a file, by name: equal steps are equal tables.
 * @param of the file itself, or a copy that is attached to it
 */
const stepsOf = (file: DatabaseSync, of: 'main' | 'earlier' = 'main'): readonly string[] =>
  file
    .prepare(`select name from ${of}.kysely_migration`)
    .all()
    .map(({ name }) => String(name));

/**
 * An upgrade of the one or the other meanwhile is no move any more.
 * @throws OtherTables
 */
export async function demandSameSteps(
  { db }: Pick<Tx, 'db'>,
  file: DatabaseSync,
  of: 'main' | 'earlier' = 'main',
): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const steps = rows.map(({ name }) => name).sort();
  const inFile = stepsOf(file, of).toSorted();
  if (JSON.stringify(steps) !== JSON.stringify(inFile)) throw new OtherTables();
}

/** The columns by which SQLite finds a row at once: the number that it has given it, or the key where there is none. */
export function placeOf(file: DatabaseSync, name: string): readonly string[] {
  const without = file
    .prepare("select wr from pragma_table_list where schema = 'main' and name = ?")
    .get(name);
  if (without?.wr === 0) return ['rowid'];
  return file
    .prepare('select name from pragma_table_info(?) where pk > 0 order by pk')
    .all(name)
    .map((column) => String(column.name));
}
