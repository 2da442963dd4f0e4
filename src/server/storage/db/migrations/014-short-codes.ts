import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** A second, shorter code for vouchers of stores whose barcodes have no room for twelve digits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'redemptions', 'short_code_salt', 'whole?');
}
