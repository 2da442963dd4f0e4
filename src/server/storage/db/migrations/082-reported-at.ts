import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** When a purchase was reported, which can be long after it was sold. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'purchases', 'reported_at', 'whole?');
}
