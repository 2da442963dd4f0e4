import { type Kysely, sql } from 'kysely';
import { foldReceipt } from '#domain/purchase/by-hand.ts';
import type { PurchaseLine } from '#domain/purchase/line.ts';
import type { Basket, GivenReward, Tender } from '#domain/purchase/purchase.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PurchaseReceiptRow, PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { addLines, linesOf } from './lines.ts';

export function purchaseById(
  db: Kysely<Tables>,
  memberId: string,
  id: string,
): Promise<PurchaseRow | undefined> {
  return db
    .selectFrom('purchases')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The purchases of a till, to be found by their receipt numbers. */
export const soldAtTill = (db: Kysely<Tables>, tillId: string) =>
  db
    .selectFrom('purchase_receipts')
    .innerJoin('purchases', (join) =>
      join
        .onRef('purchases.member_id', '=', 'purchase_receipts.member_id')
        .onRef('purchases.id', '=', 'purchase_receipts.purchase_id'),
    )
    .selectAll('purchases')
    .where('purchase_receipts.till_id', '=', tillId);

/** The purchase with a till's receipt number, of any member. */
export function purchaseByReceipt(
  db: Kysely<Tables>,
  tillId: string,
  receiptNumber: string,
): Promise<PurchaseRow | undefined> {
  return soldAtTill(db, tillId)
    .where('purchase_receipts.receipt_number', '=', receiptNumber)
    .executeTakeFirst();
}

/** Enough to tell them apart: a store with more tills must name the till. */
const soldAtMost = 20;

/** What a store's tills sold under a receipt number, the latest first. */
export function soldAtStore(
  db: Kysely<Tables>,
  storeId: string,
  receiptNumber: string,
): Promise<PurchaseRow[]> {
  return db
    .selectFrom('purchases')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('receipt_number', '=', receiptNumber)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(soldAtMost)
    .execute();
}

/** What was sold in a store under a number, however it is spelt, at some of its tills. */
export function soldUnderNumber(
  db: Kysely<Tables>,
  { storeId, tillIds }: { storeId: string; tillIds: readonly string[] },
  receiptNumber: string,
): Promise<PurchaseRow[]> {
  return db
    .selectFrom('purchase_receipts')
    .innerJoin('purchases', (join) =>
      join
        .onRef('purchases.member_id', '=', 'purchase_receipts.member_id')
        .onRef('purchases.id', '=', 'purchase_receipts.purchase_id'),
    )
    .selectAll('purchases')
    .where('purchase_receipts.till_id', 'in', [...tillIds, ''])
    .where('purchase_receipts.folded', '=', foldReceipt(receiptNumber))
    .where('purchases.store_id', '=', storeId)
    .orderBy('purchases.at', 'desc')
    .orderBy('purchases.id')
    .execute();
}

/**
 * How a typed receipt number was spelt when its sale was reported, with a member or without; undefined: it was not
 * reported.
 */
export async function spellingOf(
  db: Kysely<Tables>,
  tillId: string,
  typed: string,
): Promise<string | undefined> {
  const rows = await db
    .selectFrom('purchase_receipts')
    .select('receipt_number')
    .where('till_id', '=', tillId)
    .where('folded', '=', foldReceipt(typed))
    .where('purchase_id', 'is not', null)
    .orderBy('receipt_number')
    .execute();
  const unclaimed = await db
    .selectFrom('unclaimed_sales')
    .select('receipt_number')
    .where('till_id', '=', tillId)
    .where('folded', '=', foldReceipt(typed))
    .orderBy('receipt_number')
    .execute();
  const spellings = [...rows, ...unclaimed].map(({ receipt_number }) => receipt_number);
  return spellings.find((one) => one === typed) ?? spellings[0];
}

/** A purchase of the same amount and the same spelling of the number, at one of the tills. */
export function twinOfReceipt(
  db: Kysely<Tables>,
  { receipt_number, minor }: PurchaseRow,
  { tillIds, since }: { tillIds: readonly string[]; since: number },
): Promise<{ till_id: string } | undefined> {
  return db
    .selectFrom('purchase_receipts')
    .innerJoin('purchases', (join) =>
      join
        .onRef('purchases.member_id', '=', 'purchase_receipts.member_id')
        .onRef('purchases.id', '=', 'purchase_receipts.purchase_id'),
    )
    .select('purchases.till_id')
    .where('purchase_receipts.till_id', 'in', [...tillIds, ''])
    .where('purchase_receipts.folded', '=', foldReceipt(receipt_number))
    .where('purchases.minor', '=', minor)
    .where('purchases.at', '>', since)
    .limit(1)
    .executeTakeFirst();
}

/** What associates have typed for a member since then, minor units. */
export async function typedFor(
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<number> {
  const row = await db
    .selectFrom('purchases')
    .select(sql<number>`coalesce(sum(minor), 0)`.as('minor'))
    .where('member_id', '=', memberId)
    .where('associate_id', 'is not', null)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.minor); // PostgreSQL sums bigints to a decimal, which arrives as text.
}

/**
 * Locks a receipt number until the transaction ends, whether its purchase exists or not: a purchase and its return that
 * come at the same moment see each other, and none waits for ever.
 */
export async function holdReceipt(
  tx: Tx,
  tillId: string,
  receiptNumber: string,
): Promise<PurchaseReceiptRow> {
  return tx.db
    .insertInto('purchase_receipts')
    .values({
      till_id: tillId,
      receipt_number: receiptNumber,
      folded: foldReceipt(receiptNumber),
      member_id: null,
      purchase_id: null,
    })
    .onConflict((conflict) =>
      // This changes nothing, but a conflict that does nothing would not lock the row.
      conflict
        .columns(['till_id', 'receipt_number'])
        .doUpdateSet((eb) => ({ till_id: eb.ref('excluded.till_id') })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Adds a purchase whose receipt number is locked. */
export async function addPurchase(tx: Tx, row: PurchaseRow, basket: Basket): Promise<void> {
  const { member_id, id: purchase_id } = row;
  await tx.db
    .updateTable('purchase_receipts')
    .set({ member_id, purchase_id })
    .where('till_id', '=', row.till_id)
    .where('receipt_number', '=', row.receipt_number)
    .execute();
  await tx.db.insertInto('purchases').values(row).execute();
  await addLines(tx, row, basket.lines);
  const given = basket.redemptions.map(({ redemptionId, lines: on }) => ({
    member_id,
    purchase_id,
    redemption_id: redemptionId,
    lines: JSON.stringify(on),
  }));
  if (given.length > 0) await tx.db.insertInto('purchase_redemptions').values(given).execute();
}

/** What was reported with a purchase. */
export async function basketOf(db: Kysely<Tables>, row: PurchaseRow): Promise<Basket> {
  const given = await db
    .selectFrom('purchase_redemptions')
    .select(['redemption_id', 'lines'])
    .where('member_id', '=', row.member_id)
    .where('purchase_id', '=', row.id)
    .orderBy('redemption_id')
    .execute();
  return {
    total: { minor: row.minor, currency: row.currency },
    taxesMinor: row.taxes,
    tipMinor: row.tip,
    roundingMinor: row.rounding,
    channel: row.channel,
    ...(row.place !== null && { place: row.place }),
    lines: await linesOf(db, row),
    tenders: JSON.parse(row.tenders) as Tender[], // Our own code writes both as JSON, from these types.
    redemptions: given.map(
      ({ redemption_id, lines: on }): GivenReward => ({
        redemptionId: redemption_id,
        lines: JSON.parse(on) as PurchaseLine[],
      }),
    ),
    ...(row.acts !== null && { acts: JSON.parse(row.acts) as string[] }), // The same.
  };
}

/** The purchase that a reward was given with, if a till has said so. */
export async function purchaseWithReward(
  db: Kysely<Tables>,
  memberId: string,
  redemptionId: string,
): Promise<PurchaseRow | undefined> {
  const row = await db
    .selectFrom('purchase_redemptions')
    .select('purchase_id')
    .where('member_id', '=', memberId)
    .where('redemption_id', '=', redemptionId)
    .executeTakeFirst();
  return row && purchaseById(db, memberId, row.purchase_id);
}
