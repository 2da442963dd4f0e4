import type { Kysely } from 'kysely';
import { createIndex } from '#server/storage/db/migrations/table.ts';

/**
 * What is counted for a card is summed over all sales of its member, and for each rule that a sale meets. The index has the
 * numbers, so that no row has to be looked up for it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const by = ['member_id', 'rule_id', 'within'];
  await db.schema.dropIndex(`earned_lines_by_${by.join('_')}`).execute();
  await createIndex(db, 'earned_lines', ...by, 'counted', 'counted_back');
}
