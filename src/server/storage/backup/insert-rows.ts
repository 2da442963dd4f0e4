import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#server/storage/db/store.ts';
import { type FileTable, listed, quoted } from './file-tables.ts';
import type { Row } from './postgres-rows.ts';

type Types = ReadonlyMap<string, string>;

/** The type of each column in PostgreSQL. */
export async function typesOf({ db }: Tx, { name }: FileTable): Promise<Types> {
  const { rows } = await sql<{ column: string; type: string }>`
    select column_name as column, data_type as type from information_schema.columns
    where table_schema = current_schema() and table_name = ${name}`.execute(db);
  return new Map(rows.map(({ column, type }) => [column, type]));
}

/** One statement for all rows, with an array for each column. The numbers of events are theirs, and not PostgreSQL's next. */
export async function insertRows(
  { db }: Tx,
  { name, columns }: FileTable,
  types: Types,
  rows: readonly Row[],
): Promise<void> {
  await sql`insert into ${sql.table(name)} (${sql.raw(listed(columns))}) overriding system value
    select * from unnest(${arraysOf(name, columns, types, rows)})`.execute(db);
}

/** The same, and rows whose key is there get what has changed. @param key the columns of the key */
export async function insertOrChange(
  { db }: Tx,
  { name, columns, key }: FileTable & { readonly key: readonly string[] },
  types: Types,
  rows: readonly Row[],
): Promise<void> {
  const others = columns.filter((column) => !key.includes(column));
  const changes = others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  const then = changes.length === 0 ? 'do nothing' : `do update set ${changes.join(', ')}`;
  await sql`insert into ${sql.table(name)} (${sql.raw(listed(columns))}) overriding system value
    select * from unnest(${arraysOf(name, columns, types, rows)})
    on conflict (${sql.raw(listed(key))}) ${sql.raw(then)}`.execute(db);
}

/** Deletes the rows with these keys. */
export async function deleteRows(
  { db }: Tx,
  { name, key }: { readonly name: string; readonly key: readonly string[] },
  types: Types,
  rows: readonly Row[],
): Promise<void> {
  await sql`delete from ${sql.table(name)} where (${sql.raw(listed(key))}) in
    (select * from unnest(${arraysOf(name, key, types, rows)}))`.execute(db);
}

function arraysOf(
  name: string,
  columns: readonly string[],
  types: Types,
  rows: readonly Row[],
): RawBuilder<unknown> {
  const arrays = columns.map((column) => {
    const type = types.get(column);
    if (type === undefined) throw new Error(`PostgreSQL has no column ${name}.${column}`);
    return sql`${rows.map((row) => row[column] ?? null)}::${sql.raw(type)}[]`;
  });
  return sql.join(arrays);
}
