import type { ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';

/** The fields that every event of a return has: its id, its purchase, and the till that took the goods. */
export const saidOf = (receipt: ReturnReceiptRow) => ({
  returnId: receipt.return_id,
  purchaseTillId: receipt.purchase_till_id,
  purchaseReceiptNumber: receipt.purchase_receipt_number,
  tillId: receipt.till_id,
  associateId: receipt.associate_id,
  receiptNumber: receipt.receipt_number,
});
