import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import { storeOf, tillOf } from '#domain/program/program.ts';
import { takesBack } from '#domain/program/takes-back.ts';
import { Refused } from '#domain/refusal.ts';
import type { SoldAt } from '#domain/refusals/pos-refusals.ts';
import { purchaseByReceipt, soldAtStore } from '#server/storage/purchases/purchases.ts';
import { basketIn, unclaimedAtStore } from '#server/storage/purchases/unclaimed-sales.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** How a return names its purchase. A receipt number means one purchase of its till. */
export interface PurchaseName {
  readonly receiptNumber: string;
  /** Null: the return does not say. */
  readonly tillId: string | null;
  readonly storeId: string | null;
}

interface Here {
  readonly tillId: string;
  readonly storeId: string;
}

/**
 * The till that sold the goods: the one that is named; or the only till of the named store that has used the number;
 * or, if neither is named, the till that takes the goods. A sale without a member counts, because it may be claimed yet. If several tills of the store have used the number, the
 * sender is asked and nothing is guessed.
 * @throws Refused `receipt-ambiguous`, `purchase-unknown`, `other-store`, or `request-invalid` for a store or a till
 */
export async function tillThatSold(
  work: ReadWork,
  named: PurchaseName,
  here: Here,
): Promise<string> {
  const { tillId, storeId } = named;
  if (storeId === null) return tillId ?? here.tillId;
  if (tillId === null) return onlyTillOf(work, { ...named, storeId }, here);
  if (await stoodIn(work, tillId, { ...named, storeId })) return tillId;
  throw invalid('/purchase/store', 'is not the store of this till');
}

/** Whether a return that names its purchase in this way means the one of that till. */
export const namesTill = async (
  work: ReadWork,
  named: PurchaseName,
  { sold, here }: { sold: string; here: string },
): Promise<boolean> =>
  named.storeId === null
    ? (named.tillId ?? here) === sold
    : (named.tillId ?? sold) === sold && stoodIn(work, sold, { ...named, storeId: named.storeId });

/** Whether a till stands in a store now, or did when it sold this. */
async function stoodIn(
  { db, program }: ReadWork,
  tillId: string,
  { storeId, receiptNumber }: { storeId: string; receiptNumber: string },
): Promise<boolean> {
  if (tillOf(program, tillId)?.store.id === storeId) return true;
  return (await purchaseByReceipt(db, tillId, receiptNumber))?.store_id === storeId;
}

async function onlyTillOf(
  { db, program }: ReadWork,
  { storeId, receiptNumber }: { storeId: string; receiptNumber: string },
  here: Here,
): Promise<string> {
  const store = storeOf(program, storeId);
  const isKnown = store !== null || program.gone?.stores[storeId] !== undefined;
  if (!isKnown) throw invalid('/purchase/store', 'is no store of ours');
  const name = storeNameOf(program, storeId);
  if (!takesBack(program, here.storeId, storeId)) {
    throw new Refused({ key: 'other-store', store: name });
  }
  const sold = await salesUnder(db, storeId, receiptNumber);
  const [only, another] = sold;
  if (another) {
    const purchases = sold.map((sale) => ({ ...sale, till: tillNameOf(program, sale.tillId) }));
    throw new Refused({ key: 'receipt-ambiguous', storeId, store: name, purchases });
  }
  if (only) return only.tillId;
  // If only one till is possible, the return waits for its purchase, as when the till is named.
  const [till, second] = store?.tills ?? [];
  if (till && !second) return till.id;
  throw new Refused({ key: 'purchase-unknown' });
}

/** What the store's tills sold under the number. If none of it is a member's yet: what one may claim. */
async function salesUnder(
  db: ReadWork['db'],
  storeId: string,
  receiptNumber: string,
): Promise<Omit<SoldAt, 'till'>[]> {
  const sold = await soldAtStore(db, storeId, receiptNumber);
  if (sold.length > 0)
    return sold.map(({ till_id, at, minor, currency }) => ({
      tillId: till_id,
      soldAt: at,
      total: { minor, currency },
    }));
  const kept = await unclaimedAtStore(db, storeId, receiptNumber);
  return kept
    .filter(({ receipt_number }) => receipt_number === receiptNumber)
    .map((row) => ({ tillId: row.till_id, soldAt: row.at, total: basketIn(row).total }));
}

const invalid = (pointer: string, detail: string): Refused =>
  new Refused({ key: 'request-invalid', pointer, detail });
