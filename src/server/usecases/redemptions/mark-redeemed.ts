import type { Entered } from '#domain/redemption/redemption.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { changeRedemption } from '#server/storage/vouchers/redemptions.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** Where, when and by whom a reward was given. */
export interface Use {
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string | null;
  /** Null: a POS, which does not say. */
  readonly entered: Entered | null;
  /** Till and receipt number together name the use: the same again gets the same answer, for ever. */
  readonly receiptNumber: string;
  /** When it was used, if that was before we heard of it, epoch milliseconds; absent: now. */
  readonly at?: number;
}

/** Writes down a use that was allowed, or one that happened at a POS which did not ask us. */
export async function markRedeemed(work: Work, row: RedemptionRow, use: Use): Promise<void> {
  const usedAt = use.at ?? work.at;
  await changeRedemption(work, row, {
    state: 'redeemed',
    used_at: usedAt,
    used_store_id: use.storeId,
    used_till_id: use.tillId,
    associate_id: use.associateId,
    receipt_number: use.receiptNumber,
    entered: use.entered,
  });
  await recordEvent(work, {
    kind: 'redemption.redeemed',
    memberId: row.member_id,
    storeId: use.storeId,
    data: {
      redemptionId: row.id,
      rewardId: row.reward_id,
      points: row.points,
      tillId: use.tillId,
      associateId: use.associateId,
      receiptNumber: use.receiptNumber,
      entered: use.entered,
      redeemedAt: new Date(usedAt).toISOString(),
    },
  });
  work.tell(memberTopic(row.member_id));
  work.tell(storeTopic(use.storeId));
}
