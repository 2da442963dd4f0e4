import type { Kysely } from 'kysely';
import { createIndex } from '#server/storage/db/migrations/table.ts';

/** A return may name its purchase by store and receipt number, without the till. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndex(db, 'purchases', 'store_id', 'receipt_number');
}
