import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';

/** A redemption by its key, as use-cases hand it to each other. */
export interface Found {
  readonly memberId: string;
  readonly redemptionId: string;
}

/** The row a scan means: the one issued in its stead, if its first one had expired in the queue. */
export async function standIn(
  tx: Pick<Tx, 'db'>,
  memberId: string,
  redemptionId: string,
): Promise<RedemptionRow> {
  const row = await redemptionRow(tx.db, memberId, redemptionId);
  if (!row) throw new Error('a voucher code leads to no redemption');
  return row.replaced_by === null ? row : standIn(tx, memberId, row.replaced_by);
}
