import type { Kysely } from 'kysely';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { memberById } from '#server/storage/people/members.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';

/** Whose goods they were, and what they can spend now. */
export interface BuyerSeen {
  readonly member: MemberRow;
  readonly balance: number;
}

/** A purchase with its buyer. */
export interface PurchaseSeen extends BuyerSeen {
  readonly row: PurchaseRow;
}

/** @param db the transaction that took the purchase, while it has not committed yet */
export async function showPurchase(
  db: Kysely<Tables>,
  row: PurchaseRow,
  at: number,
): Promise<PurchaseSeen> {
  return { row, ...(await showBuyer(db, row.member_id, at)) };
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
