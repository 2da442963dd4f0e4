import type { Kysely } from 'kysely';
import { createIndex } from '#server/storage/db/migrations/table.ts';

/** What a member's copy reads of tables whose keys do not begin with the member. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createIndex(db, 'mails', 'member_id');
  await createIndex(db, 'return_receipts', 'member_id');
  await createIndex(db, 'admin_acts', 'member_id');
}
