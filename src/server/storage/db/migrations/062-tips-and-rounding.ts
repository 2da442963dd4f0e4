import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** What is paid besides goods and taxes: a tip, and what rounding for cash adds or takes off. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'purchases', 'tip', 'whole', '0');
  await addColumn(db, 'purchases', 'rounding', 'whole', '0');
}
