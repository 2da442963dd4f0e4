import type {
  PurchaseRow,
  ReturnReceiptRow,
  ReturnRow,
} from '#server/storage/db/schema-purchases.ts';
import { purchaseById, purchaseByReceipt } from '#server/storage/purchases/purchases.ts';
import { returnById } from '#server/storage/purchases/returns.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { type BackSeen, backWith } from '#server/usecases/memberships/show-memberships.ts';
import { type BuyerSeen, showBuyer } from './show-purchase.ts';

/** A return with its effect, or without one while it waits for its purchase. */
export interface ReturnSeen {
  readonly receipt: ReturnReceiptRow;
  readonly applied: (ReturnRow & { readonly currency: string }) | null;
  readonly exchange: PurchaseRow | null;
  /** Tiers that came back with it, and what is to be paid back for them. */
  readonly memberships: readonly BackSeen[];
  /** Null while the purchase has not arrived, so nobody knows the buyer. */
  readonly buyer: BuyerSeen | null;
}

export async function showReturn(work: ReadWork, receipt: ReturnReceiptRow): Promise<ReturnSeen> {
  const { db } = work;
  const { member_id } = receipt;
  const buyer = member_id === null ? null : await showBuyer(work, member_id);
  const row = member_id === null ? undefined : await returnById(db, member_id, receipt.return_id);
  const purchase = row && (await purchaseById(db, row.member_id, row.purchase_id));
  if (!row || !purchase) {
    return { receipt, applied: null, exchange: null, memberships: [], buyer };
  }
  const made = row.exchange_purchase_id;
  // Under the return's own number; of a membership that was merged, it is in the books of the one that goes on.
  const sold =
    made === null
      ? undefined
      : await purchaseByReceipt(db, receipt.till_id, receipt.receipt_number);
  const exchange = sold?.id === made ? (sold ?? null) : null;
  const memberships = await backWith(work, row);
  const applied = { ...row, currency: purchase.currency };
  return { receipt, applied, exchange, memberships, buyer };
}
