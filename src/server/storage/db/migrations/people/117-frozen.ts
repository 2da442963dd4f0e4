import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** When a member froze their membership, so that nothing of it can be spent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'members', 'frozen_at', 'whole?');
}
