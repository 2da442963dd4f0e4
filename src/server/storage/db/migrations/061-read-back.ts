import type { Kysely } from 'kysely';
import { createIndex } from './table.ts';

/** Indexes to list a store's purchases and returns by time, and to find each by its own id. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndex(db, 'purchases', 'id');
  await createIndex(db, 'purchases', 'store_id', 'at', 'id');
  await createIndex(db, 'return_receipts', 'return_id');
  await createIndex(db, 'return_receipts', 'store_id', 'at', 'return_id');
}
