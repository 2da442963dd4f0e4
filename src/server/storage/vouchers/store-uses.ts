import { type Kysely, sql } from 'kysely';
import type { ListWish } from '#domain/values/listed.ts';
import type { RedemptionRow, Tables } from '#server/storage/db/schema.ts';

/** What a store gave, the latest first, with reversed ones; one row more than wanted if there are more. */
export function usesOfStore(db: Kysely<Tables>, wish: ListWish): Promise<RedemptionRow[]> {
  const { tillId, receiptNumber, memberId, from, until, after } = wish;
  let found = db.selectFrom('redemptions').selectAll().where('used_store_id', '=', wish.storeId);
  if (tillId !== undefined) found = found.where('used_till_id', '=', tillId);
  if (receiptNumber !== undefined) found = found.where('receipt_number', '=', receiptNumber);
  if (memberId !== undefined) found = found.where('member_id', '=', memberId);
  if (from !== undefined) found = found.where('used_at', '>=', from);
  if (until !== undefined) found = found.where('used_at', '<', until);
  if (after) found = found.where(sql<boolean>`(used_at, id) < (${after.at}, ${after.id})`);
  return found
    .orderBy('used_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wish.limit + 1)
    .execute();
}
