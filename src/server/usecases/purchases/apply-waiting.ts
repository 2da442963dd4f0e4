import { Refused } from '#domain/refusal.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { changeReturnReceipt, returnsNaming } from '#server/storage/purchases/returns.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { applyReturn } from './apply-return.ts';
import { saidOf } from './return-event.ts';

/**
 * Applies the returns that arrived before their purchase, and before the purchase of an exchange that one of them
 * makes. One that does not fit is refused for good, and the purchase stays. The refusal is in an event, in the answer
 * to the purchase, and in the answer to whoever reports the return again.
 * @returns whether any had waited
 */
export async function applyWaiting(work: Work, first: PurchaseRow): Promise<boolean> {
  const purchases = [first];
  let waited = false;
  for (const purchase of purchases) {
    for (const receipt of await returnsNaming(work.db, purchase)) {
      if (receipt.state !== 'waiting') continue;
      waited = true;
      const made = await applyOne(work, { purchase, receipt });
      if (made) purchases.push(made);
    }
  }
  return waited;
}

async function applyOne(
  work: Work,
  pair: { purchase: PurchaseRow; receipt: ReturnReceiptRow },
): Promise<PurchaseRow | null> {
  const { receipt, purchase } = pair;
  const { member_id } = purchase;
  try {
    const { made } = await applyReturn(work, pair);
    await changeReturnReceipt(work, receipt, { state: 'applied', member_id });
    return made;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const refusal = JSON.stringify(error.refusal);
    await changeReturnReceipt(work, receipt, { state: 'refused', member_id, refusal });
    await recordEvent(work, {
      kind: 'return.refused',
      memberId: member_id,
      storeId: receipt.store_id,
      data: { ...saidOf(receipt), purchaseId: purchase.id, because: error.refusal.key },
    });
    return null;
  }
}
