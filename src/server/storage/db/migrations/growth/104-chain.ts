import type { Kysely } from 'kysely';
import { addColumn, createIndex } from '#server/storage/db/migrations/table.ts';

/** What lets `verify` find a change that leaves every sum right. Rows of earlier versions have no keyed hash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'ledger_entries', 'link', 'text?');
  await addColumn(db, 'members', 'chain_head', 'text?');
  await addColumn(db, 'installation', 'chain_beginning', 'text?');
  await addColumn(db, 'idempotency_keys', 'seal', 'text?');
  await createIndex(db, 'events', 'member_id', 'seq');
}
