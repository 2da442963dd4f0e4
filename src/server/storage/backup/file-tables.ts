import type { DatabaseSync } from 'node:sqlite';

/** A table as both databases have it: SQLite and PostgreSQL are made by the same steps. */
export interface FileTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The tables of a file, those that others point at first. SQLite's and Kysely's own are not among them. */
export function tablesOf(file: DatabaseSync): readonly FileTable[] {
  const names = file
    .prepare(`select name from sqlite_master where type = 'table'
      and name not like 'sqlite\\_%' escape '\\' and name not like 'kysely\\_%' escape '\\' order by name`)
    .all()
    .map(({ name }) => String(name));
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

/** The steps that made the tables of a file, by name: equal steps are equal tables. */
export const stepsOf = (file: DatabaseSync): readonly string[] =>
  file
    .prepare('select name from main.kysely_migration')
    .all()
    .map(({ name }) => String(name));
