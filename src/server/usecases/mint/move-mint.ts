import {
  decideMint,
  type MintEnding,
  type MintEvent,
  type MintOrder,
} from '#domain/mint/mint-order.ts';
import { dueAfter } from '#domain/mint/mint-schedule.ts';
import { memberTopic, mintTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import {
  changeMintOrder,
  fromMintOrder,
  mintOrderRow,
  toMintOrder,
} from '#server/storage/mint/mint-orders.ts';
import { changeRedemption, redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';
import { markRedeemed } from '#server/usecases/redemptions/mark-redeemed.ts';
import { vendorNames } from '#server/vendors/mint/connection.ts';

/** The reason of a cancellation that nobody asked for, so that the phone can say so. */
export const mintFailed = 'mint-failed';

/**
 * Applies an event to an order and its redemption. The member is locked.
 * @returns the row as it is now
 */
export async function moveMint(
  work: Work,
  row: MintOrderRow,
  event: MintEvent,
): Promise<MintOrderRow> {
  const before = toMintOrder(row);
  const { order, effect } = decideMint(before, event, row.vendor);
  if (order === before) return row;
  const change = {
    ...fromMintOrder(order),
    failures: 0,
    fault: row.fault,
    due_at: dueAfter(order, row.vendor, work.at),
  };
  await changeMintOrder(work, row, change);
  const redemption = await redemptionRow(work.db, row.member_id, row.redemption_id);
  if (redemption?.state !== 'issued' && effect)
    throw new Error('a discount outlived its redemption');
  if (redemption && order.state === 'retiring' && before.state !== 'retiring') {
    await endForMember(work, redemption, order.endedAt);
  }
  if (redemption && failedNow(before, order)) await tellFailure(work, row, redemption);
  if (redemption && effect === 'give-back' && order.state === 'retired') {
    await giveBack(work, redemption, endOf[order.ending]);
  }
  if (redemption && effect === 'redeem') {
    await markRedeemed(work, redemption, useOf(row));
  }
  work.tell(memberTopic(row.member_id));
  work.tell(mintTopic);
  return { ...row, ...change };
}

/**
 * From now on it is not one of the live vouchers, whatever the vendor says later: the member can have the same reward
 * again.
 */
async function endForMember(work: Work, redemption: RedemptionRow, at: number): Promise<void> {
  const expires_at = Math.min(at, redemption.expires_at);
  await changeRedemption(work, redemption, { expires_at, ended_at: at });
}

/**
 * A member or the clock ends a redemption whose discount is at a vendor. The points come back when the vendor has
 * deleted the discount.
 */
export async function endMint(
  work: Work,
  { member_id, id }: Pick<RedemptionRow, 'member_id' | 'id'>,
  ending: MintEnding,
): Promise<void> {
  const row = await mintOrderRow(work.db, member_id, id);
  if (!row) throw new Error('a minted redemption has no order');
  await moveMint(work, row, { kind: 'end', ending, at: work.at });
}

const endOf = {
  cancelled: { state: 'cancelled', because: 'cancelled' },
  expired: { state: 'expired', because: 'expired' },
  failed: { state: 'cancelled', because: 'cancelled', reason: mintFailed },
} as const;

/** The vendor says that the discount was used, but not at which till or for which receipt. */
const useOf = (row: MintOrderRow) => ({
  storeId: row.store_id,
  // Till ids have no capital letters, so this names no till of the program.
  tillId: vendorNames[row.vendor],
  associateId: null,
  entered: null,
  receiptNumber: row.reference ?? '',
});

const failedNow = (before: MintOrder, order: MintOrder): boolean =>
  before.state === 'wanted' && 'ending' in order && order.ending === 'failed';

function tellFailure(work: Work, order: MintOrderRow, redemption: RedemptionRow): Promise<void> {
  return recordEvent(work, {
    kind: 'mint.failed',
    memberId: order.member_id,
    storeId: order.store_id,
    data: {
      redemptionId: redemption.id,
      rewardId: redemption.reward_id,
      vendor: order.vendor,
      reason: order.fault ?? 'no answer in time',
    },
  });
}
