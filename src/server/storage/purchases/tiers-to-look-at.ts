import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/**
 * The members whose tier (`member_tiers`) or paid membership (`membership_looks`) the clock must look at, the longest due
 * first; each once, of at most `limit` rows.
 */
export async function tiersToLookAt(
  db: Kysely<Tables>,
  table: 'member_tiers' | 'membership_looks',
  at: number,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom(table)
    .select('member_id')
    // Written as SQL, because the planner uses a partial index only if it sees the index's own condition.
    .where(sql<boolean>`look_at is not null`)
    .where('look_at', '<=', at)
    .orderBy('look_at')
    .limit(limit)
    .execute();
  return [...new Set(rows.map(({ member_id }) => member_id))];
}
