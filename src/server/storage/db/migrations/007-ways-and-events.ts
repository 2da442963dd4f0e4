import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { addColumn, makeImmutable } from './table.ts';

/** Where a voucher's code came from, how it came to the till, and the events. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'redemptions', 'code_source', 'text', `'own'`);
  await addColumn(db, 'redemptions', 'entered', 'text?');
  await createEvents(db);
}

async function createEvents(db: Kysely<unknown>): Promise<void> {
  if (isPostgres(db)) {
    // `seq` is given before the commit, so numbers may appear out of order. A reader must not pass a transaction that
    // still runs; `written_by` tells which one wrote the event.
    await sql`create table events (
      seq bigint generated always as identity primary key,
      written_by bigint not null default pg_current_xact_id()::text::bigint,
      id text collate "C" not null,
      kind text collate "C" not null,
      at bigint not null,
      member_id text collate "C",
      store_id text collate "C",
      data text not null)`.execute(db);
  } else {
    await sql`create table events (
      seq integer primary key autoincrement,
      written_by integer not null default 0,
      id text not null,
      kind text not null,
      at integer not null,
      member_id text,
      store_id text,
      data text not null) strict`.execute(db);
  }
  await sql`create unique index events_id on events (id)`.execute(db);
  await sql`create index events_by_store on events (store_id, seq)`.execute(db);
  await makeImmutable(db, 'events');
}
