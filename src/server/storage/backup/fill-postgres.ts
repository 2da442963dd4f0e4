import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { liftNewEvents } from '#server/storage/engines/postgres-event-order.ts';
import { orderForPostgres } from './events-in-order.ts';
import { type FileTable, listed, quoted, tablesOf } from './file-tables.ts';
import { demandSame, NotEmpty, telling } from './filling.ts';
import { insertRows, typesOf } from './insert-rows.ts';
import { hashLedgerIn, type LedgerHash } from './ledger-hash.ts';
import { hashOf, type Row, rowsAtOnce } from './postgres-rows.ts';
import { placesOnPostgres } from './stored-places.ts';

/**
 * Fills an empty PostgreSQL database with everything in a file, in one transaction.
 * @throws NotEmpty, OtherLedger, or what PostgreSQL refused
 */
export async function fillPostgres(store: Store, file: DatabaseSync): Promise<LedgerHash> {
  const wanted = hashLedgerIn(file);
  await store.transact(async (tx) => {
    await demandEmpty(tx);
    for (const table of tablesOf(file)) await fillTable(tx, file, table);
    await numberEventsOn(tx);
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
    await insertRows(tx, table, types, portion);
    portion = [];
  }
  if (portion.length > 0) await insertRows(tx, table, types, portion);
}

export const eventOf = (row: Row) => ({ seq: Number(row.seq), written_by: Number(row.written_by) });

/** @throws NotEmpty when anything has happened there */
export async function demandEmpty({ db }: Pick<Tx, 'db'>): Promise<void> {
  for (const name of telling) {
    const { rows } = await sql.raw(`select 1 from ${quoted(name)} limit 1`).execute(db);
    if (rows.length > 0) throw new NotEmpty();
  }
}

/**
 * New events are numbered after those that came, and after those that came too late for the file and were read all the
 * same; every place in the feed is brought to its events.
 */
export async function numberEventsOn(tx: Tx): Promise<void> {
  await sql`select setval(pg_get_serial_sequence('events', 'seq'), greatest(max(seq), 1))
    from events`.execute(tx.db);
  await placesOnPostgres(tx);
  const { rows } = await sql<{ last: number | null }>`
    select max(written_by) as last from events`.execute(tx.db);
  const last = rows[0]?.last ?? null;
  if (last !== null) await liftNewEvents(tx.db, last);
}
