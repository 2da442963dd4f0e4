import { decideRedeem } from '#domain/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { rewardRefusal, storeRefusal } from '#domain/reward.ts';
import type { Context } from '#server/context.ts';
import { memberTopic, storeTopic } from '#server/storage/live.ts';
import {
  changeRedemption,
  redemptionRow,
  rewardAtIssue,
  toRedemption,
} from '#server/storage/redemptions.ts';
import type { RedemptionRow } from '#server/storage/schema.ts';
import type { Tx } from '#server/storage/store.ts';
import { currentProgram, type ProgramInForce } from './current-program.ts';
import { giveBack } from './give-back.ts';
import { issueInto } from './issue-voucher.ts';
import { makeId } from './make-id.ts';
import { findVoucher } from './name-voucher.ts';
import { situationOf, weighMember } from './weigh-situation.ts';

export interface RedeemWish {
  readonly scanned: string;
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string | null;
  /** With the till, the natural key: the same again is the same answer, for ever. */
  readonly receiptNumber: string;
}

/** A redemption by its key, as use-cases hand it to each other. */
export interface Found {
  readonly memberId: string;
  readonly redemptionId: string;
}

/**
 * Redeems a voucher at a till. Sixty-four tills at once: one success, the others hear where it went.
 * @throws Refused when it can't be given here and now, with where and when it was used if it was
 */
export function redeemVoucher(context: Context, wish: RedeemWish): Promise<Found> {
  return context.store.transact((tx) => redeemInto(tx, context, wish));
}

/** The same inside a caller's transaction, which keeps an idempotency key beside it. */
export async function redeemInto(tx: Tx, context: Context, wish: RedeemWish): Promise<Found> {
  const { member_id, redemption_id } = await findVoucher(tx, context, wish.scanned);
  await context.store.lockMember(tx, member_id);
  const inForce = await currentProgram(tx.db);
  const row = await standIn(tx, member_id, redemption_id);
  const decision = decideRedeem(toRedemption(inForce.program, row), wish, context.now());
  switch (decision.outcome) {
    case 'refused':
      throw new Refused(decision.refusal);
    case 'again':
      return { memberId: member_id, redemptionId: row.id };
    case 'issue-again':
      return markRedeemed(tx, context, wish, await issueAgain(tx, context, inForce, row, wish));
    case 'redeem':
      refuseWhen(storeRefusal(inForce.program, rewardAtIssue(row), wish.storeId));
      return markRedeemed(tx, context, wish, row);
  }
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

async function markRedeemed(
  tx: Tx,
  context: Context,
  wish: RedeemWish,
  row: RedemptionRow,
): Promise<Found> {
  await changeRedemption(tx, row, {
    state: 'redeemed',
    used_at: context.now(),
    used_store_id: wish.storeId,
    used_till_id: wish.tillId,
    associate_id: wish.associateId,
    receipt_number: wish.receiptNumber,
  });
  tx.tell(memberTopic(row.member_id));
  tx.tell(storeTopic(wish.storeId));
  return { memberId: row.member_id, redemptionId: row.id };
}

/** Gives an expired voucher's points back and takes them again, so that the ledger tells what happened. */
async function issueAgain(
  tx: Tx,
  context: Context,
  inForce: ProgramInForce,
  row: RedemptionRow,
  wish: RedeemWish,
): Promise<RedemptionRow> {
  const reward = rewardAtIssue(row);
  refuseWhen(storeRefusal(inForce.program, reward, wish.storeId));
  if (row.state !== 'expired') {
    await giveBack(tx, context, inForce, row, { state: 'expired', because: 'issued-again' });
  }
  const standing = await weighMember(tx.db, inForce, row.member_id, context.now());
  const situation = situationOf(standing, wish.storeId, null, context.now());
  if (rewardRefusal(inForce.program, reward, situation)) {
    // The person in the queue is told of the voucher they hold, not of the rules behind a second one.
    throw new Refused({ key: 'voucher-expired', at: row.expires_at });
  }
  const id = await issueInto(tx, context, inForce, {
    memberId: row.member_id,
    id: makeId(context),
    reward,
    storeId: wish.storeId,
  });
  await changeRedemption(tx, row, { replaced_by: id });
  return standIn(tx, row.member_id, id);
}
