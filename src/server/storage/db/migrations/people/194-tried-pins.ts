import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** Which wrong PINs were typed for a till's question, so that a retry of one counts once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'confirmations', 'tried_pins', 'text?');
}
