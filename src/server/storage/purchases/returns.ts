import { type Insertable, type Kysely, sql } from 'kysely';
import type { PurchaseLine } from '#domain/purchase/line.ts';
import type { Returned } from '#domain/purchase/return.ts';
import type { ReturnContent } from '#domain/purchase/return-content.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type {
  PurchaseRow,
  ReturnReceiptRow,
  ReturnRow,
  UndoneLineRow,
} from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { ofPerson } from '#server/storage/merges/merges.ts';
import { ratingsOf } from './ratings.ts';

/** What a till reported about a return. */
export const contentOf = (row: Pick<ReturnReceiptRow, 'wish'>): ReturnContent =>
  JSON.parse(row.wish) as ReturnContent; // Our own code writes this JSON, from these types.

/** Why a waiting return did not fit its purchase; null: it did, or still waits. */
export const refusalOf = ({ refusal }: Pick<ReturnReceiptRow, 'refusal'>): Refusal | null =>
  refusal === null ? null : (JSON.parse(refusal) as Refusal); // Our own code writes this JSON.

/** The return of a till's number, waiting or not. */
export function returnByReceipt(
  db: Kysely<Tables>,
  tillId: string,
  receiptNumber: string,
): Promise<ReturnReceiptRow | undefined> {
  return db
    .selectFrom('return_receipts')
    .selectAll()
    .where('till_id', '=', tillId)
    .where('receipt_number', '=', receiptNumber)
    .executeTakeFirst();
}

/** @returns false when the number is taken: somebody has just reported another return with it */
export async function claimReturnReceipt(tx: Tx, row: ReturnReceiptRow): Promise<boolean> {
  const claimed = await tx.db
    .insertInto('return_receipts')
    .values(row)
    .onConflict((conflict) => conflict.columns(['till_id', 'receipt_number']).doNothing())
    .returning('return_id')
    .executeTakeFirst();
  return claimed !== undefined;
}

export async function changeReturnReceipt(
  tx: Tx,
  row: Pick<ReturnReceiptRow, 'till_id' | 'receipt_number'>,
  change: Pick<ReturnReceiptRow, 'state'> & Partial<ReturnReceiptRow>,
): Promise<void> {
  await tx.db
    .updateTable('return_receipts')
    .set(change)
    .where('till_id', '=', row.till_id)
    .where('receipt_number', '=', row.receipt_number)
    .execute();
}

/** Every return that names a purchase, in the order in which they came. */
export function returnsNaming(
  db: Kysely<Tables>,
  purchase: { readonly till_id: string; readonly receipt_number: string },
): Promise<ReturnReceiptRow[]> {
  return db
    .selectFrom('return_receipts')
    .selectAll()
    .where('purchase_till_id', '=', purchase.till_id)
    .where('purchase_receipt_number', '=', purchase.receipt_number)
    .orderBy('reported_at')
    .orderBy('return_id')
    .execute();
}

/** Returns that took nothing, the oldest first: they wait for their purchase, or did not fit it. */
export function openReturns(
  db: Kysely<Tables>,
  state: 'waiting' | 'refused',
  { storeId, since = 0, limit }: { storeId: string | null; since?: number; limit: number },
): Promise<ReturnReceiptRow[]> {
  const open = db
    .selectFrom('return_receipts')
    .selectAll()
    // Written as SQL, because the planner uses a partial index only if it sees the index's own condition.
    .where(sql<boolean>`state <> 'applied'`)
    .where('state', '=', state)
    .where('reported_at', '>=', since);
  return (storeId === null ? open : open.where('store_id', '=', storeId))
    .orderBy('reported_at')
    .limit(limit)
    .execute();
}

export function returnById(
  db: Kysely<Tables>,
  memberId: string,
  id: string,
): Promise<ReturnRow | undefined> {
  return db
    .selectFrom('returns')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/**
 * Everything that came back of a purchase, as the rules need it, and what was taken for it: by its returns, and where it
 * was rated anew.
 */
export async function returnsOf(
  db: Kysely<Tables>,
  memberId: string,
  purchaseId: string,
): Promise<{ returned: Returned; points: number; lapsed: number }> {
  const rows = await db
    .selectFrom('returns')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('purchase_id', '=', purchaseId)
    .execute();
  const lines = await db
    .selectFrom('return_lines')
    .select(['line_id as id', 'minor'])
    .where('member_id', '=', memberId)
    .where('purchase_id', '=', purchaseId)
    .execute();
  const rated = await ratingsOf(db, memberId, purchaseId);
  return {
    returned: returnedOf(rows, lines),
    points: rows.reduce((sum, { points }) => sum + points, rated.back),
    lapsed: rows.reduce((sum, { lapsed }) => sum + lapsed, rated.lapsed),
  };
}

/** What has come back of a purchase by its returns and their lines. */
export function returnedOf(
  returns: readonly Pick<ReturnRow, 'what' | 'minor'>[],
  lines: readonly PurchaseLine[],
): Returned {
  const unlined = returns.filter(({ what }) => what === 'amount');
  const byLine = new Map<string, number>();
  for (const { id, minor } of lines) byLine.set(id, (byLine.get(id) ?? 0) + minor);
  return {
    whole: returns.some(({ what }) => what === 'whole'),
    lines: byLine,
    unlinedMinor: unlined.reduce((sum, { minor }) => sum + minor, 0),
  };
}

/**
 * The return in exchange for whose goods a purchase was made, also one of a membership that was merged; undefined: it was
 * sold.
 */
export async function exchangeThatMade(
  db: Kysely<Tables>,
  { member_id, id }: Pick<PurchaseRow, 'member_id' | 'id'>,
): Promise<Pick<ReturnRow, 'minor' | 'exchange_kept'> | undefined> {
  return db
    .selectFrom('returns')
    .select(['minor', 'exchange_kept'])
    .where(await ofPerson(db, member_id))
    .where('exchange_purchase_id', '=', id)
    .executeTakeFirst();
}

/** Adds a return, and what it takes off the spend that counts towards a tier. */
export async function addReturn(
  tx: Tx,
  row: Insertable<ReturnRow>,
  { lines, countedBack }: { lines: readonly PurchaseLine[]; countedBack: number },
): Promise<void> {
  await tx.db.insertInto('returns').values(row).execute();
  const { member_id, purchase_id, id: return_id } = row;
  const rows = lines.map(({ id, minor }) => ({
    member_id,
    purchase_id,
    return_id,
    line_id: id,
    minor,
  }));
  if (rows.length > 0) await tx.db.insertInto('return_lines').values(rows).execute();
  await tx.db
    .updateTable('purchases')
    .set({ counted_back: countedBack })
    .where('member_id', '=', member_id)
    .where('id', '=', purchase_id)
    .execute();
}

/** The lines for which a reward was undone at the till. */
export async function undoneLines(
  db: Kysely<Tables>,
  memberId: string,
  redemptionId: string,
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('undone_lines')
    .select('line_id')
    .where('member_id', '=', memberId)
    .where('redemption_id', '=', redemptionId)
    .execute();
  return new Set(rows.map(({ line_id }) => line_id));
}

/** Once for each line: undoing it twice changes nothing. */
export async function addUndoneLines(tx: Tx, rows: readonly UndoneLineRow[]): Promise<void> {
  await tx.db
    .insertInto('undone_lines')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'redemption_id', 'line_id']).doNothing(),
    )
    .execute();
}

/** The lines that a return named. */
export async function linesOfReturn(
  db: Kysely<Tables>,
  { member_id, purchase_id, id }: Pick<ReturnRow, 'member_id' | 'purchase_id' | 'id'>,
): Promise<string[]> {
  const rows = await db
    .selectFrom('return_lines')
    .select('line_id')
    .where('member_id', '=', member_id)
    .where('purchase_id', '=', purchase_id)
    .where('return_id', '=', id)
    .execute();
  return rows.map(({ line_id }) => line_id);
}
