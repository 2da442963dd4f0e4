import type { DatabaseSync } from 'node:sqlite';

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
export const stepsOf = (file: DatabaseSync, of: 'main' | 'earlier' = 'main'): readonly string[] =>
  file
    .prepare(`select name from ${of}.kysely_migration`)
    .all()
    .map(({ name }) => String(name));
