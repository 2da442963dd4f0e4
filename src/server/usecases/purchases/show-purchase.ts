import type { MemberRow } from '#server/storage/db/schema.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { memberById } from '#server/storage/people/members.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** Whose goods they were, and what they can spend now. */
export interface BuyerSeen {
  readonly member: MemberRow;
  readonly balance: number;
}

/** A purchase with its buyer. */
export interface PurchaseSeen extends BuyerSeen {
  readonly row: PurchaseRow;
}

export const showPurchase = async (work: ReadWork, row: PurchaseRow): Promise<PurchaseSeen> => ({
  row,
  ...(await showBuyer(work, row.member_id)),
});

export async function showBuyer({ db, at }: ReadWork, memberId: string): Promise<BuyerSeen> {
  const member = await memberById(db, memberId);
  if (!member) throw new Error('a purchase has no member');
  return { member, balance: await balanceOf(db, memberId, at) };
}
