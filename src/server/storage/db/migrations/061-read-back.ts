import type { Kysely } from 'kysely';
import { createIndex } from './table.ts';

/** A store's purchases and returns can be listed by time, and each found by its own id alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndex(db, 'purchases', 'id');
  await createIndex(db, 'purchases', 'store_id', 'at', 'id');
  await createIndex(db, 'return_receipts', 'return_id');
  await createIndex(db, 'return_receipts', 'store_id', 'at', 'return_id');
}
