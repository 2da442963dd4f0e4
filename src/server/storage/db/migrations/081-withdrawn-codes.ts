import type { Kysely } from 'kysely';
import { addColumn } from './table.ts';

/** How many of an upload's codes were withdrawn. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'pool_uploads', 'withdrawn', 'whole', '0');
}
