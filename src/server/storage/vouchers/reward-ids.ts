import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/** Which reward each of a member's redemptions was for: the reward's id by the redemption's. */
export async function rewardIdsOf(
  db: Kysely<Tables>,
  memberId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('redemptions')
    .select(['id', 'reward_id'])
    .where('member_id', '=', memberId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.reward_id]));
}
