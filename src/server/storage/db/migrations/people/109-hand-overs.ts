import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** Sign-in requests that a signed-in screen opens for another device: the screen's session, and the page to open there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'sign_ins', 'handed_by', 'text?');
  await addColumn(db, 'sign_ins', 'opens', 'text?');
}
