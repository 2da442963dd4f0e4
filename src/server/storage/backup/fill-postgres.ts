import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { orderForPostgres } from './events-in-order.ts';
import { type FileTable, listed, quoted, tablesOf } from './file-tables.ts';
import { demandSame, NotEmpty, telling } from './filling.ts';
import { hashLedgerIn, type LedgerHash } from './ledger-hash.ts';
import { hashOf, type Row, rowsAtOnce } from './postgres-rows.ts';

/**
 * Fills an empty PostgreSQL database with everything in a file, in one transaction.
 * @throws NotEmpty, OtherLedger, or what PostgreSQL refused
 */
export async function fillPostgres(store: Store, file: DatabaseSync): Promise<LedgerHash> {
  const wanted = hashLedgerIn(file);
  await store.transact(async (tx) => {
    for (const name of telling) {
      const { rows } = await sql.raw(`select 1 from ${quoted(name)} limit 1`).execute(tx.db);
      if (rows.length > 0) throw new NotEmpty();
    }
    for (const table of tablesOf(file)) await fillTable(tx, file, table);
    // New events are numbered after those that came.
    await sql`select setval(pg_get_serial_sequence('events', 'seq'), greatest(max(seq), 1))
      from events`.execute(tx.db);
    demandSame(await hashOf(tx.db), wanted);
  }, 'at length');
  // Else the first queries are planned as for empty tables, until PostgreSQL counts the rows by itself.
  await sql`analyze`.execute(store.read);
  return wanted;
}

async function fillTable(tx: Tx, file: DatabaseSync, table: FileTable): Promise<void> {
  await sql.raw(`delete from ${quoted(table.name)}`).execute(tx.db);
  const types = await typesOf(tx, table);
  const place = table.name === 'events' ? orderForPostgres() : null;
  const order = place ? ' order by seq' : '';
  const rows = file
    .prepare(`select ${listed(table.columns)} from ${quoted(table.name)}${order}`)
    .iterate();
  let portion: Row[] = [];
  for (const row of rows as Iterable<Row>) {
    portion.push(place ? { ...row, ...place(eventOf(row)) } : row);
    if (portion.length < rowsAtOnce) continue;
    await insert(tx, table, types, portion);
    portion = [];
  }
  if (portion.length > 0) await insert(tx, table, types, portion);
}

const eventOf = (row: Row) => ({ seq: Number(row.seq), written_by: Number(row.written_by) });

/** One statement for all rows, with an array for each column. The numbers of events are theirs, and not PostgreSQL's next. */
async function insert(
  { db }: Tx,
  { name, columns }: FileTable,
  types: ReadonlyMap<string, string>,
  rows: readonly Row[],
): Promise<void> {
  const arrays = columns.map((column) => {
    const type = types.get(column);
    if (type === undefined) throw new Error(`PostgreSQL has no column ${name}.${column}`);
    return sql`${rows.map((row) => row[column] ?? null)}::${sql.raw(type)}[]`;
  });
  await sql`insert into ${sql.table(name)} (${sql.raw(listed(columns))}) overriding system value
    select * from unnest(${sql.join(arrays)})`.execute(db);
}

async function typesOf({ db }: Tx, { name }: FileTable): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ column: string; type: string }>`
    select column_name as column, data_type as type from information_schema.columns
    where table_schema = current_schema() and table_name = ${name}`.execute(db);
  return new Map(rows.map(({ column, type }) => [column, type]));
}
