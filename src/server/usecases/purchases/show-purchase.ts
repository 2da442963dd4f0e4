import type { MemberRow } from '#server/storage/db/schema.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { memberById } from '#server/storage/people/members.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';
import { returnsNaming } from '#server/storage/purchases/returns.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** The member who bought the goods, and what they can spend now. */
export interface BuyerSeen {
  readonly member: MemberRow;
  readonly balance: number;
}

/** A purchase with its buyer, and the returns that name it, in their present state. */
export interface PurchaseSeen extends BuyerSeen {
  readonly row: PurchaseRow;
  readonly returns: readonly ReturnReceiptRow[];
}

export const showPurchase = async (work: ReadWork, row: PurchaseRow): Promise<PurchaseSeen> => ({
  row,
  returns: await returnsNaming(work.db, row),
  ...(await showBuyer(work, row.member_id)),
});

export async function showBuyer({ db, at }: ReadWork, memberId: string): Promise<BuyerSeen> {
  const member = await memberById(db, memberId);
  if (!member) throw new Error('a purchase has no member');
  return { member, balance: await balanceOf(db, memberId, at) };
}
