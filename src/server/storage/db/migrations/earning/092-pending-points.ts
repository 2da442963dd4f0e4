import { type Kysely, sql } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** Points that wait for the return window. Existing points can be spent at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'purchases', 'available_at', 'whole?');
  await addColumn(db, 'ledger_entries', 'lot_available_at', 'whole?');
  await addColumn(db, 'lots', 'available_at', 'whole?');
  await addColumn(db, 'lots', 'untold', 'whole', '0');
  // A small index: lots whose day has not been told yet.
  await sql`create index lots_untold on lots (available_at) where untold = 1`.execute(db);
}
