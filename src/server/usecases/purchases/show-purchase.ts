import type { Kysely } from 'kysely';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { memberById } from '#server/storage/people/members.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';
import { returnsNaming } from '#server/storage/purchases/returns.ts';

/** Whose goods they were, and what they can spend now. */
export interface BuyerSeen {
  readonly member: MemberRow;
  readonly balance: number;
}

/** A purchase with its buyer, and the returns that name it as they stand. */
export interface PurchaseSeen extends BuyerSeen {
  readonly row: PurchaseRow;
  readonly returns: readonly ReturnReceiptRow[];
}

/** @param db the transaction that took the purchase, while it has not committed yet */
export async function showPurchase(
  db: Kysely<Tables>,
  row: PurchaseRow,
  at: number,
): Promise<PurchaseSeen> {
  const returns = await returnsNaming(db, row);
  return { row, returns, ...(await showBuyer(db, row.member_id, at)) };
}

export async function showBuyer(
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<BuyerSeen> {
  const member = await memberById(db, memberId);
  if (!member) throw new Error('a purchase has no member');
  return { member, balance: await balanceOf(db, memberId, at) };
}
