import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** When a member said no to a merge that support has begun, in the row of who said it, so that support sees who did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'merge_offers', 'declined_at', 'whole?');
}
