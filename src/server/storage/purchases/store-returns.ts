import { type Kysely, sql } from 'kysely';
import type { ListWish } from '#domain/values/listed.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';

export interface ReturnListWish extends ListWish {
  readonly state?: ReturnReceiptRow['state'];
}

/** A return as it was reported, and its effect if it was applied. */
const listed = (db: Kysely<Tables>) =>
  db
    .selectFrom('return_receipts')
    .leftJoin('returns', (join) =>
      join
        .onRef('returns.member_id', '=', 'return_receipts.member_id')
        .onRef('returns.id', '=', 'return_receipts.return_id'),
    )
    .leftJoin('purchases', (join) =>
      join
        .onRef('purchases.member_id', '=', 'returns.member_id')
        .onRef('purchases.id', '=', 'returns.purchase_id'),
    )
    // The new goods may be in the books of another member: of the one into whose membership this one was merged.
    .leftJoin('purchase_receipts', (join) =>
      join
        .onRef('purchase_receipts.till_id', '=', 'return_receipts.till_id')
        .onRef('purchase_receipts.receipt_number', '=', 'return_receipts.receipt_number'),
    )
    .leftJoin('purchases as made', (join) =>
      join
        .onRef('made.member_id', '=', 'purchase_receipts.member_id')
        .onRef('made.id', '=', 'purchase_receipts.purchase_id')
        .onRef('made.id', '=', 'returns.exchange_purchase_id'),
    )
    .leftJoin('members', 'members.id', 'return_receipts.member_id')
    .selectAll('return_receipts')
    .select(['returns.purchase_id', 'returns.minor', 'returns.points', 'returns.lapsed'])
    .select(['returns.given_back', 'returns.exchange_purchase_id', 'returns.exchange_kept'])
    .select(['purchases.currency', 'made.points as exchange_points'])
    .select(['members.number', 'members.first_name']);

export type ReturnListed = Awaited<ReturnType<typeof returnsOfStore>>[number];

/** A return by its id alone, waiting or not. */
export const returnListed = (db: Kysely<Tables>, id: string): Promise<ReturnListed | undefined> =>
  listed(db).where('return_receipts.return_id', '=', id).executeTakeFirst();

/** The returns of a store, the latest first; one row more than wanted if there are more. */
export function returnsOfStore(db: Kysely<Tables>, wish: ReturnListWish) {
  const { tillId, receiptNumber, memberId, state, from, until, after } = wish;
  let found = listed(db).where('return_receipts.store_id', '=', wish.storeId);
  if (tillId !== undefined) found = found.where('return_receipts.till_id', '=', tillId);
  if (receiptNumber !== undefined) {
    found = found.where('return_receipts.receipt_number', '=', receiptNumber);
  }
  if (memberId !== undefined) found = found.where('return_receipts.member_id', '=', memberId);
  if (state !== undefined) found = found.where('return_receipts.state', '=', state);
  if (from !== undefined) found = found.where('return_receipts.at', '>=', from);
  if (until !== undefined) found = found.where('return_receipts.at', '<', until);
  if (after) {
    const place = sql<boolean>`(return_receipts.at, return_receipts.return_id) < (${after.at}, ${after.id})`;
    found = found.where(place);
  }
  return found
    .orderBy('return_receipts.at', 'desc')
    .orderBy('return_receipts.return_id', 'desc')
    .limit(wish.limit + 1)
    .execute();
}
