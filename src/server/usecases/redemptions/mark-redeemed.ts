import type { Entered } from '#domain/redemption/redemption.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { changeRedemption } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';

/** Where, when and by whom a reward was given. */
export interface Use {
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string | null;
  /** Null: a POS, which does not say. */
  readonly entered: Entered | null;
  /** With the till, the natural key: the same again is the same answer, for ever. */
  readonly receiptNumber: string;
  /** Absent: now. Else it was used earlier than we hear of it, epoch milliseconds. */
  readonly at?: number;
}

/** Writes down a use that was allowed, or that happened at a POS which did not ask us. */
export async function markRedeemed(
  tx: Tx,
  context: Context,
  use: Use,
  row: RedemptionRow,
): Promise<void> {
  const usedAt = use.at ?? context.now();
  await changeRedemption(tx, row, {
    state: 'redeemed',
    used_at: usedAt,
    used_store_id: use.storeId,
    used_till_id: use.tillId,
    associate_id: use.associateId,
    receipt_number: use.receiptNumber,
    entered: use.entered,
  });
  await recordEvent(tx, context, {
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
  tx.tell(memberTopic(row.member_id));
  tx.tell(storeTopic(use.storeId));
}
