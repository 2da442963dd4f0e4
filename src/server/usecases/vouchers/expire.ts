import { graceMs, mustExpire } from '#domain/redemption/redemption.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { untoldLots } from '#server/storage/points/lots.ts';
import { membersToLookAt } from '#server/storage/points/notices.ts';
import { tiersToLookAt } from '#server/storage/purchases/tiers-to-look-at.ts';
import {
  overdueRedemptions,
  redemptionRow,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { inBatches, inGroups } from '#server/usecases/ground/in-groups.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { lookAtMemberships } from '#server/usecases/memberships/note-memberships.ts';
import { lookAtPoints, pointsBatches } from '#server/usecases/points/expire-points.ts';
import { tellAvailable } from '#server/usecases/points/tell-available.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';
import { lookAtTier } from '#server/usecases/standing/note-standing.ts';
import { sweepTiers } from '#server/usecases/standing/tier-sweep.ts';

/** How many one round handles, because a long list must not occupy the writer. */
const roundOf = 200;
/** Of lots, which are told of and ended by the member. */
const lotsARound = 2_000;

/**
 * What the clock does: gives back the points of vouchers that nobody scanned, mails notices of points that will expire,
 * removes those that have, tells of pending points that can be spent now, and looks at tiers and at memberships that are paid for. Any number of processes may do it at once, because each step checks again under
 * the member's lock. A step that fails is logged and tried again in the next round; the other steps go on.
 * @returns for how many vouchers, members and lots something was due
 */
export async function expireDue(context: Context): Promise<number> {
  const { read } = context.store;
  const vouchers = await overdueRedemptions(read, context.now() - graceMs, roundOf);
  const ended = await inGroups(context, vouchers, (row) => expireVoucher(context, row));
  const members = await membersToLookAt(read, context.now(), lotsARound);
  const looked = await inBatches(context, pointsBatches(members), (some) =>
    lookAtPoints(context, some),
  );
  const available = await untoldLots(read, context.now(), roundOf);
  const told = await inGroups(context, available, (lot) => tellAvailable(context, lot));
  const look = (memberId: string) => lookAtTier(context, memberId);
  const due = await tiersToLookAt(read, 'member_tiers', context.now(), roundOf);
  const tiers = await inGroups(context, due, look);
  const swept = await sweepTiers(context, roundOf, (some) => inGroups(context, some, look));
  const paid = await tiersToLookAt(read, 'membership_looks', context.now(), roundOf);
  const memberships = await inGroups(context, paid, (id) => lookAtMemberships(context, id));
  const steps = [ended, told, tiers, memberships];
  return steps.reduce((sum, { done }) => sum + done, swept + looked);
}

function expireVoucher(
  context: Context,
  { member_id, id }: Pick<RedemptionRow, 'member_id' | 'id'>,
): Promise<boolean> {
  return transact(context, async (work) => {
    await work.lockMember(member_id);
    const row = await redemptionRow(work.db, member_id, id);
    if (!row || !mustExpire(toRedemption(work.program, row), work.at)) return false;
    await giveBack(work, row, { state: 'expired', because: 'expired' });
    return true;
  });
}
