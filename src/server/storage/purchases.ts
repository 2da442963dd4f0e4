import { type Kysely, sql } from 'kysely';
import type { PurchaseRow, Tables } from './schema.ts';
import type { Tx } from './store.ts';

/** Minor units that count towards a tier: everything spent since `since`. */
export async function qualifyingMinor(
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<number> {
  const row = await db
    .selectFrom('purchases')
    .select(sql<number>`coalesce(sum(minor), 0)`.as('minor'))
    .where('member_id', '=', memberId)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(row.minor); // PostgreSQL sums bigints to a decimal, which arrives as text.
}

/** The purchase that a till's receipt number stands for, whoever's it is. */
export function purchaseByReceipt(
  db: Kysely<Tables>,
  tillId: string,
  receiptNumber: string,
): Promise<PurchaseRow | undefined> {
  return db
    .selectFrom('receipts')
    .innerJoin('purchases', (join) =>
      join
        .onRef('purchases.member_id', '=', 'receipts.member_id')
        .onRef('purchases.id', '=', 'receipts.purchase_id'),
    )
    .selectAll('purchases')
    .where('receipts.till_id', '=', tillId)
    .where('receipts.receipt_number', '=', receiptNumber)
    .executeTakeFirst();
}

/** @returns false when the receipt number is taken: somebody reported it in between */
export async function addPurchase(tx: Tx, purchase: PurchaseRow): Promise<boolean> {
  const claimed = await tx.db
    .insertInto('receipts')
    .values({
      till_id: purchase.till_id,
      receipt_number: purchase.receipt_number,
      member_id: purchase.member_id,
      purchase_id: purchase.id,
    })
    .onConflict((conflict) => conflict.columns(['till_id', 'receipt_number']).doNothing())
    .returning('purchase_id')
    .executeTakeFirst();
  if (!claimed) return false;
  await tx.db.insertInto('purchases').values(purchase).execute();
  return true;
}
