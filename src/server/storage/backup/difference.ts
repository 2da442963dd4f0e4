import type { DatabaseSync } from 'node:sqlite';
import { type FileTable, listed, quoted } from './file-tables.ts';
import type { Row } from './postgres-rows.ts';

/** The columns of a table's key, in its order. @throws Error for a table without one, which can't be compared */
export function keyOf(file: DatabaseSync, { name }: FileTable): readonly string[] {
  const key = file
    .prepare('select name from pragma_table_info(?) where pk > 0 order by pk')
    .all(name)
    .map((column) => String(column.name));
  if (key.length > 0) return key;
  throw new Error(`the table ${name} has no key`);
}

/**
 * Rows of `main` that `earlier` has not, or has otherwise: another file of the same tables that is attached under that
 * name. By the key's own index in SQLite, so a row that has not changed costs a look-up and never comes here.
 */
export function cameOrChanged(
  file: DatabaseSync,
  table: FileTable,
  key: readonly string[],
): Iterable<Row> {
  const name = quoted(table.name);
  const same = table.columns.map((column) => alike(column, key)).join(' and ');
  return file
    .prepare(
      `select ${listed(table.columns)} from main.${name} as now
      where not exists (select 1 from earlier.${name} as was where ${same})
      order by ${listed(key)}`,
    )
    .iterate() as Iterable<Row>;
}

/** The keys of rows that `earlier` has and `main` has not. */
export function gone(
  file: DatabaseSync,
  { name }: FileTable,
  key: readonly string[],
): Iterable<Row> {
  const same = key.map((column) => alike(column, key)).join(' and ');
  return file
    .prepare(
      `select ${listed(key)} from earlier.${quoted(name)} as was
      where not exists (select 1 from main.${quoted(name)} as now where ${same})`,
    )
    .iterate() as Iterable<Row>;
}

/** A key has no null, and any other column may. */
const alike = (column: string, key: readonly string[]): string =>
  `was.${quoted(column)} ${key.includes(column) ? '=' : 'is'} now.${quoted(column)}`;
