import { CompiledQuery, type Kysely, type QueryResult, type RawBuilder, sql } from 'kysely';
import { isPostgres } from './dialect.ts';
import { portionsOf } from './portions.ts';
import type { Tables } from './schema.ts';

/**
 * That a column is one of these values, of which there is at least one. Where it is one alone, the statement says so: an act about
 * one member can be answered where that member is (docs/scale.md).
 */
export const among = (column: string, values: readonly string[]): RawBuilder<boolean> =>
  values.length === 1
    ? sql`${sql.ref(column)} = ${values[0]}`
    : sql`${sql.ref(column)} in (${sql.join(values)})`;

/** What a column holds. */
type Type = 'text' | 'whole';
type Value = string | number | null;

/** Of a table: its columns in their order, or of a statement: `column1`, `column2` and so on. */
export interface ManyRows {
  readonly types: readonly Type[];
  readonly rows: readonly (readonly Value[])[];
}

/**
 * Runs a statement over many rows, some hundreds at a time. It is written here and not by the query builder, which would make an
 * object of each value: that takes longer than SQLite takes for the row. PostgreSQL gets an array a column, so that it reads the
 * same short statement for any number of rows.
 * @param write the statement around the rows, which stand in it as a table of that name
 * @returns what the statement returned, in the order of the portions
 */
export async function runOver<Row>(
  db: Kysely<Tables>,
  { types, rows }: ManyRows,
  write: (table: string) => string,
): Promise<Row[]> {
  const found: Row[] = [];
  for (const some of portionsOf(rows)) {
    const query = isPostgres(db) ? ofArrays(types, some, write) : ofValues(some, write);
    const { rows: more }: QueryResult<Row> = await db.executeQuery(query);
    for (const row of more) found.push(row);
  }
  return found;
}

/** Adds many rows of a table, by the way of `runOver`. @param columns those that the rows have, all of them */
export async function addRows<Row extends object>(
  db: Kysely<Tables>,
  table: keyof Tables & string,
  columns: { readonly [Column in keyof Row & string]-?: Type },
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(columns) as (keyof Row & string)[]; // Its own keys, as its type says.
  const values = rows.map((row) => names.map((name) => row[name] as Value)); // As the column's type says.
  await runOver(
    db,
    { types: names.map((name) => columns[name]), rows: values },
    (given) => `insert into ${table} (${names.join(', ')}) select * from ${given} as given_rows`,
  );
}

const arrays = { text: 'text[]', whole: 'bigint[]' } as const;

function ofArrays(
  types: readonly Type[],
  rows: ManyRows['rows'],
  write: (table: string) => string,
) {
  const columns = types.map((type, index) => `$${index + 1}::${arrays[type]}`).join(', ');
  const names = types.map((_, index) => `column${index + 1}`).join(', ');
  const table = `(select * from unnest(${columns}) as given (${names}))`;
  return CompiledQuery.raw(
    write(table),
    types.map((_, index) => rows.map((row) => row[index] ?? null)),
  );
}

function ofValues(rows: ManyRows['rows'], write: (table: string) => string) {
  const marks = `(${(rows[0] ?? []).map(() => '?').join(', ')})`;
  return CompiledQuery.raw(write(`(values ${rows.map(() => marks).join(', ')})`), rows.flat());
}
