import { cause } from '#domain/ledger.ts';
import { expiredLots } from '#domain/lot.ts';
import { graceMs, mustExpire } from '#domain/redemption.ts';
import type { Context } from '#server/context.ts';
import { appendEntry, lotsOf, membersWithExpiredLots } from '#server/storage/ledger-entries.ts';
import { memberTopic } from '#server/storage/live.ts';
import { overdueRedemptions, redemptionRow, toRedemption } from '#server/storage/redemptions.ts';
import type { Tx } from '#server/storage/store.ts';
import { currentProgram } from './current-program.ts';
import { giveBack } from './give-back.ts';

/** So many a round: a long list must not hold the writer. */
const roundOf = 200;

/**
 * The clock's work: gives back the points of vouchers nobody scanned, and takes expired points out.
 * Any number of processes may do it at once: each step asks again under the member's lock.
 * @returns how many vouchers and lots ended
 */
export async function expireDue(context: Context): Promise<number> {
  const vouchers = await overdueRedemptions(context.store.read, context.now() - graceMs, roundOf);
  for (const { member_id, id } of vouchers) await expireVoucher(context, member_id, id);
  const members = await membersWithExpiredLots(context.store.read, context.now(), roundOf);
  for (const memberId of members) await expirePoints(context, memberId);
  return vouchers.length + members.length;
}

function expireVoucher(context: Context, memberId: string, id: string): Promise<void> {
  return context.store.transact(async (tx) => {
    await context.store.lockMember(tx, memberId);
    const row = await redemptionRow(tx.db, memberId, id);
    const inForce = await currentProgram(tx.db);
    if (!row || !mustExpire(toRedemption(inForce.program, row), context.now())) return;
    await giveBack(tx, context, inForce, row, { state: 'expired', because: 'expired' });
  });
}

function expirePoints(context: Context, memberId: string): Promise<void> {
  return context.store.transact(async (tx) => {
    await context.store.lockMember(tx, memberId);
    const { version } = await currentProgram(tx.db);
    const at = context.now();
    for (const lot of expiredLots(await lotsOf(tx.db, memberId), at)) {
      await expireLot(tx, memberId, lot, { at, version });
    }
    tx.tell(memberTopic(memberId));
  });
}

async function expireLot(
  tx: Tx,
  memberId: string,
  lot: { id: string; remaining: number },
  { at, version }: { at: number; version: number },
): Promise<void> {
  await appendEntry(tx, memberId, {
    kind: 'expiry',
    points: -lot.remaining,
    draws: [{ lotId: lot.id, points: -lot.remaining }],
    // Points may come back to an expired lot later, so a lot can expire more than once.
    cause: cause.lotExpiry(lot.id, at),
    at,
    lotExpiresAt: null,
    redemptionId: null,
    purchaseId: null,
    storeId: null,
    reason: { rule: 'lot-expiry' },
    programVersion: version,
  });
}
