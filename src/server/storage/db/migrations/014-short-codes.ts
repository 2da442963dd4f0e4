import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** Vouchers for stores whose bars have no room for twelve digits have a second, shorter code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'redemptions', 'short_code_salt', 'whole?');
}
