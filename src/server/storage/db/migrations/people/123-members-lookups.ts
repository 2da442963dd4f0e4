import type { Kysely } from 'kysely';
import { createIndex } from '#server/storage/db/migrations/table.ts';

/** What leads to a member is deleted by member when they leave: without an index each would be read whole. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['member_addresses', 'member_numbers', 'confirmation_ids']) {
    await createIndex(db, table, 'member_id');
  }
}
