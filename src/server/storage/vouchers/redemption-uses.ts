import type { Kysely } from 'kysely';
import type { RedemptionRow, Tables } from '#server/storage/db/schema.ts';

/** What a redemption was for, and when and where it was used: null while it was not. */
export type RedemptionUse = Pick<
  RedemptionRow,
  'id' | 'reward_id' | 'used_at' | 'used_store_id' | 'used_till_id'
>;

/** What became of some of a member's redemptions, by their ids. */
export async function redemptionUses(
  db: Kysely<Tables>,
  memberId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RedemptionUse>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('redemptions')
    .select(['id', 'reward_id', 'used_at', 'used_store_id', 'used_till_id'])
    .where('member_id', '=', memberId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
