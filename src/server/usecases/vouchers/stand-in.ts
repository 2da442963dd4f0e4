import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** A redemption by its key, as use-cases pass it on. */
export interface Found {
  readonly memberId: string;
  readonly redemptionId: string;
}

/** The row that a scan means: if the first one expired in the queue, the one that was issued again. */
export async function standIn(
  work: ReadWork,
  { memberId, redemptionId }: Found,
): Promise<RedemptionRow> {
  const row = await redemptionRow(work.db, memberId, redemptionId);
  if (!row) throw new Error('a voucher code leads to no redemption');
  return row.replaced_by === null
    ? row
    : standIn(work, { memberId, redemptionId: row.replaced_by });
}
