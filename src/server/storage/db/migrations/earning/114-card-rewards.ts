import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** Full cards that gave a voucher in place of points. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'awards', 'redemption_id', 'text?');
}
