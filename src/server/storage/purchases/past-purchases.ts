import { type Kysely, sql } from 'kysely';
import { foldReceipt } from '#domain/purchase/by-hand.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { lineRow, toLine } from './lines.ts';
import { soldAtTill } from './purchases.ts';

/** A till's receipt number: one purchase for ever. */
interface Receipt {
  readonly tillId: string;
  readonly receiptNumber: string;
}

/** The purchases under many receipt numbers. */
export async function purchasesUnderReceipts(
  db: Kysely<Tables>,
  receipts: readonly Receipt[],
): Promise<PurchaseRow[]> {
  const found: PurchaseRow[] = [];
  for (const [tillId, own] of Map.groupBy(receipts, (one) => one.tillId)) {
    for (const some of portionsOf(own)) {
      const numbers = some.map(({ receiptNumber }) => receiptNumber);
      const rows = await soldAtTill(db, tillId)
        .where('purchase_receipts.receipt_number', 'in', numbers)
        .execute();
      found.push(...rows);
    }
  }
  return found;
}

/** What was sold with many purchases, by the purchase's id. */
export async function linesOfPurchases(
  db: Kysely<Tables>,
  purchases: readonly Pick<PurchaseRow, 'member_id' | 'id'>[],
): Promise<Map<string, SoldLine[]>> {
  const lines = new Map<string, SoldLine[]>();
  for (const some of portionsOf(purchases)) {
    const these = sql.join(some.map(({ member_id, id }) => sql`(${member_id}, ${id})`));
    const rows = await db
      .selectFrom('purchase_lines')
      .selectAll()
      .where(sql<boolean>`(member_id, purchase_id) in (values ${these})`)
      .orderBy('number')
      .execute();
    for (const row of rows) {
      lines.set(row.purchase_id, [...(lines.get(row.purchase_id) ?? []), toLine(row)]);
    }
  }
  return lines;
}

/** A purchase that is brought over, with its lines. */
export interface PastPurchase {
  readonly row: PurchaseRow;
  readonly lines: readonly SoldLine[];
}

/**
 * Adds purchases of one member. The caller has locked the member.
 * @returns those whose receipt number returns have named already; null: one of the numbers has a purchase, of somebody
 * who was faster, and nothing of the whole act may stay
 */
export async function addPastPurchases(
  tx: Tx,
  purchases: readonly PastPurchase[],
): Promise<PurchaseRow[] | null> {
  const named: PurchaseRow[] = [];
  // In one order, so that two imports of the same file never wait for each other.
  const inOrder = purchases.toSorted((a, b) => (keyOf(a.row) < keyOf(b.row) ? -1 : 1));
  for (const some of portionsOf(inOrder)) {
    const held = await holdReceipts(tx, some);
    if (held === null) return null;
    named.push(...held);
    await tx.db
      .insertInto('purchases')
      .values(some.map(({ row }) => row))
      .execute();
  }
  const lines = purchases.flatMap((one) => one.lines.map((line, at) => lineRow(one.row, line, at)));
  for (const some of portionsOf(lines))
    await tx.db.insertInto('purchase_lines').values(some).execute();
  return named;
}

const keyOf = ({ till_id, receipt_number }: PurchaseRow): string => `${till_id}\n${receipt_number}`;

/** Gives each purchase its receipt number. @returns those whose number was there without a purchase; null: as above */
async function holdReceipts(
  tx: Tx,
  purchases: readonly PastPurchase[],
): Promise<PurchaseRow[] | null> {
  const rows = purchases.map(({ row }) => ({
    till_id: row.till_id,
    receipt_number: row.receipt_number,
    folded: foldReceipt(row.receipt_number),
    member_id: row.member_id,
    purchase_id: row.id,
  }));
  const held = await tx.db
    .insertInto('purchase_receipts')
    .values(rows)
    .onConflict((conflict) =>
      // This changes nothing, but a conflict that does nothing would neither lock the row nor tell of it.
      conflict
        .columns(['till_id', 'receipt_number'])
        .doUpdateSet((eb) => ({ till_id: eb.ref('excluded.till_id') })),
    )
    .returningAll()
    .execute();
  const own = new Map(purchases.map(({ row }) => [keyOf(row), row]));
  const named: PurchaseRow[] = [];
  for (const { till_id, receipt_number, purchase_id } of held) {
    const row = own.get(`${till_id}\n${receipt_number}`);
    if (!row || purchase_id === row.id) continue;
    if (purchase_id !== null) return null;
    await tx.db
      .updateTable('purchase_receipts')
      .set({ member_id: row.member_id, purchase_id: row.id })
      .where('till_id', '=', till_id)
      .where('receipt_number', '=', receipt_number)
      .execute();
    named.push(row);
  }
  return named;
}
