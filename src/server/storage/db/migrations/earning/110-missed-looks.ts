import type { Kysely } from 'kysely';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/** Members whose tier could not be looked at after a change of terms: the others do not wait for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'tier_sweeps', 'missed', 'text', `'[]'`);
  await addColumn(db, 'tier_sweeps', 'again_at', 'whole', '0');
}
