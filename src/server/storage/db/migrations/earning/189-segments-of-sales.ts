import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** In which segments a member was before a purchase, of those that its rules asked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'purchases', 'segments', 'text?');
}
