import { cause } from '#domain/points/ledger.ts';
import { expiredLots } from '#domain/points/lot.ts';
import { graceMs, mustExpire } from '#domain/redemption/redemption.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import {
  appendEntry,
  entryByCause,
  lotsOf,
  membersWithExpiredLots,
} from '#server/storage/points/ledger-entries.ts';
import {
  overdueRedemptions,
  redemptionRow,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';

/** So many a round: a long list must not hold the writer. */
const roundOf = 200;

/**
 * The clock's work: gives back the points of vouchers nobody scanned, and takes expired points out.
 * Any number of processes may do it at once: each step asks again under the member's lock. A step that
 * fails is logged and tried again with the next round; it holds no other back.
 * @returns how many vouchers and members' lots ended
 */
export async function expireDue(context: Context): Promise<number> {
  const { read } = context.store;
  const vouchers = await overdueRedemptions(read, context.now() - graceMs, roundOf);
  const ended = await each(context, vouchers, (row) => expireVoucher(context, row));
  const members = await membersWithExpiredLots(read, context.now(), roundOf);
  return ended + (await each(context, members, (memberId) => expirePoints(context, memberId)));
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
  return context.store.transact(async (tx) => {
    await context.store.lockMember(tx, member_id);
    const row = await redemptionRow(tx.db, member_id, id);
    const inForce = await currentProgram(tx.db);
    if (!row || !mustExpire(toRedemption(inForce.program, row), context.now())) return false;
    await giveBack(tx, context, inForce, row, { state: 'expired', because: 'expired' });
    return true;
  });
}

function expirePoints(context: Context, memberId: string): Promise<boolean> {
  return context.store.transact(async (tx) => {
    await context.store.lockMember(tx, memberId);
    const { version } = await currentProgram(tx.db);
    const at = context.now();
    const lots = expiredLots(await lotsOf(tx.db, memberId), at);
    let done = false;
    for (const lot of lots) done = (await expireLot(tx, memberId, lot, { at, version })) || done;
    if (done) tx.tell(memberTopic(memberId));
    return done;
  });
}

async function expireLot(
  tx: Tx,
  memberId: string,
  lot: { id: string; remaining: number },
  { at, version }: { at: number; version: number },
): Promise<boolean> {
  // Points may come back to an expired lot, so a lot can expire more than once, though only once in a
  // millisecond: what came back within it waits for the next round.
  const named = cause.lotExpiry(lot.id, at);
  if (await entryByCause(tx.db, memberId, named)) return false;
  await appendEntry(tx, memberId, {
    kind: 'expiry',
    points: -lot.remaining,
    draws: [{ lotId: lot.id, points: -lot.remaining }],
    cause: named,
    at,
    lotExpiresAt: null,
    redemptionId: null,
    purchaseId: null,
    storeId: null,
    reason: { rule: 'lot-expiry' },
    programVersion: version,
  });
  return true;
}
