import type { DatabaseSync } from 'node:sqlite';
import { type FileTable, listed, placeOf, quoted } from './file-tables.ts';
import type { Row } from './postgres-rows.ts';

/** A table whose rows can be told apart. */
export type Keyed = FileTable & { readonly key: readonly string[] };

/** @throws Error for a table without a key, which can't be compared */
export function keyed(file: DatabaseSync, { name, columns }: FileTable): Keyed {
  const key = file
    .prepare('select name from pragma_table_info(?) where pk > 0 order by pk')
    .all(name)
    .map((column) => String(column.name));
  if (key.length === 0) throw new Error(`the table ${name} has no key`);
  return { name, columns, key };
}

/** What a table of `main` has otherwise than `earlier`: another file of the same tables, attached under that name. */
export interface Difference {
  /** How many rows came or changed. */
  readonly count: number;
  /** How many rows `main` has. */
  readonly size: number;
  /** Rows that `earlier` has not, or has otherwise, whole and by their key. */
  cameOrChanged(): Iterable<Row>;
  /** The keys of those. */
  keys(): Iterable<Row>;
  /** The keys of rows that `earlier` has and `main` has not. */
  gone(): Iterable<Row>;
}

/**
 * Compares a table in both files, row by row. A row is looked for where it was, as a copy keeps the numbers of rows: both
 * files are read from begin to end. A row that has another number is found to have changed, which is never wrong.
 */
export function differenceOf(file: DatabaseSync, table: Keyed): Difference {
  const { key } = table;
  const name = quoted(table.name);
  const found = 'temp.found_otherwise';
  const place = placeOf(file, table.name);
  const atOnePlace = each(place, '=');
  // Where `earlier` lacks a row its columns are null, which `=` would answer with neither yes nor no.
  const alike = each(table.columns, 'is');
  const ofOneKey = each(key, '=');
  file.exec(`drop table if exists ${found};
    create temporary table found_otherwise as select ${listedOf('now', key)} from main.${name} as now
      left join earlier.${name} as was on ${atOnePlace} where not (${alike})`);
  const number = (query: string) => Number(file.prepare(query).get()?.n);
  const rows = (query: string) => file.prepare(query).iterate() as Iterable<Row>;
  const count = number(`select count(*) as n from ${found}`);
  const came = number(`select count(*) as n from ${found} as now
    where not exists (select 1 from earlier.${name} as was where ${ofOneKey})`);
  const sizeIn = (one: 'main' | 'earlier') => number(`select count(*) as n from ${one}.${name}`);
  // Most tables lose no row between two copies, which three numbers tell.
  const size = sizeIn('main');
  const losesSome = sizeIn('earlier') + came > size;
  return {
    count,
    size,
    cameOrChanged: () =>
      rows(`select ${listedOf('was', table.columns)} from ${found} as now
        join main.${name} as was on ${ofOneKey} order by ${listedOf('now', key)}`),
    keys: () => rows(`select ${listed(key)} from ${found} order by ${listed(key)}`),
    gone: () =>
      losesSome
        ? rows(`select ${listedOf('was', key)} from earlier.${name} as was
            where not exists (select 1 from main.${name} as now where ${ofOneKey})`)
        : [],
  };
}

const listedOf = (row: 'was' | 'now', columns: readonly string[]): string =>
  columns.map((column) => `${row}.${quoted(column)}`).join(', ');

/** Finds rows by an index with `=`, and compares with `is`, to which two nulls are the same. */
const each = (columns: readonly string[], how: '=' | 'is'): string =>
  columns.map((one) => `was.${quoted(one)} ${how} now.${quoted(one)}`).join(' and ');
