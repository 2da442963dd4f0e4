import { cause } from '#domain/points/ledger.ts';
import { expiredLots } from '#domain/points/lot.ts';
import { graceMs, mustExpire } from '#domain/redemption/redemption.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { entryByCause } from '#server/storage/points/ledger-entries.ts';
import { lotsOf, membersWithExpiredLots, untoldLots } from '#server/storage/points/lots.ts';
import {
  overdueRedemptions,
  redemptionRow,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { changePoints } from '#server/usecases/points/change-points.ts';
import { tellAvailable } from '#server/usecases/points/tell-available.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';

/** How many one round handles, because a long list must not occupy the writer. */
const roundOf = 200;

/**
 * What the clock does: gives back the points of vouchers that nobody scanned, removes expired points, and tells of
 * pending points that can be spent now. Any number of processes may do it at once, because each step checks again under
 * the member's lock. A step that fails is logged and tried again in the next round; the other steps go on.
 * @returns how many vouchers and members' lots ended or were told of
 */
export async function expireDue(context: Context): Promise<number> {
  const { read } = context.store;
  const vouchers = await overdueRedemptions(read, context.now() - graceMs, roundOf);
  const ended = await each(context, vouchers, (row) => expireVoucher(context, row));
  const members = await membersWithExpiredLots(read, context.now(), roundOf);
  const emptied = await each(context, members, (memberId) => expirePoints(context, memberId));
  const available = await untoldLots(read, context.now(), roundOf);
  const told = await each(context, available, (lot) => tellAvailable(context, lot));
  return ended + emptied + told;
}

/** All at once, so that the writer commits them together. @returns how many were done */
async function each<T>(
  context: Context,
  items: readonly T[],
  step: (item: T) => Promise<boolean>,
): Promise<number> {
  const outcomes = await Promise.allSettled(items.map(step));
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    context.log.error({ err: outcome.reason }, 'something could not be expired');
  }
  return outcomes.filter((one) => one.status === 'fulfilled' && one.value).length;
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

function expirePoints(context: Context, memberId: string): Promise<boolean> {
  return transact(context, async (work) => {
    await work.lockMember(memberId);
    let done = false;
    for (const lot of expiredLots(await lotsOf(work.db, memberId), work.at)) {
      done = (await expireLot(work, memberId, lot)) || done;
    }
    return done;
  });
}

async function expireLot(
  work: Work,
  memberId: string,
  { id, remaining }: { id: string; remaining: number },
): Promise<boolean> {
  // Points may come back to an expired lot, so a lot can expire more than once, but only once in each millisecond.
  // Points that come back within it wait for the next round.
  const named = cause.lotExpiry(id, work.at);
  if (await entryByCause(work.db, memberId, named)) return false;
  await changePoints(work, {
    ...{ memberId, cause: named, storeId: null, event: null },
    kind: 'expiry',
    points: -remaining,
    draws: [{ lotId: id, points: -remaining }],
    reason: { rule: 'lot-expiry' },
  });
  return true;
}
