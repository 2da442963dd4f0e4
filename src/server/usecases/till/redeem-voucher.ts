import { storeRefusal } from '#domain/program/reward.ts';
import { decideRedeem, type Entered } from '#domain/redemption/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import {
  changeRedemption,
  rewardAtIssue,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { tryPass } from '#server/usecases/passes/try-pass.ts';
import { issueAgain } from '#server/usecases/vouchers/issue-again.ts';
import type { Found } from '#server/usecases/vouchers/stand-in.ts';
import { takeScanned } from './take-scanned.ts';

export interface RedeemWish {
  readonly scanned: string;
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string | null;
  /** Null: a POS, which does not say. */
  readonly entered: Entered | null;
  /** With the till, the natural key: the same again is the same answer, for ever. */
  readonly receiptNumber: string;
}

/**
 * Redeems what was scanned at a till. Sixty-four tills at once: one success, the others hear where it went.
 * @throws Refused when it can't be given here and now, with where and when it was used if it was
 */
export async function redeemVoucher(context: Context, wish: RedeemWish): Promise<Found> {
  await tryPass(context, wish);
  return context.store.transact((tx) => redeemInto(tx, context, wish));
}

/** The same inside a caller's transaction, which keeps an idempotency key beside it. */
export async function redeemInto(tx: Tx, context: Context, wish: RedeemWish): Promise<Found> {
  const inForce = await currentProgram(tx.db);
  const row = await takeScanned(tx, context, inForce, wish);
  const decision = decideRedeem(toRedemption(inForce.program, row), wish, context.now());
  switch (decision.outcome) {
    case 'refused':
      throw new Refused(decision.refusal);
    case 'again':
      return { memberId: row.member_id, redemptionId: row.id };
    case 'issue-again':
      await issueAgain(tx, context, inForce, row, wish);
      // What stands in its stead may be one that somebody else has a claim on: the same rules again.
      return redeemInto(tx, context, wish);
    case 'redeem':
      refuseWhen(storeRefusal(inForce.program, rewardAtIssue(row), wish.storeId));
      return markRedeemed(tx, context, wish, row);
  }
}

/**
 * Writes down a use that was allowed, or that happened at a POS which did not ask us.
 * @param wish with a time where it was used earlier than we hear of it
 */
export async function markRedeemed(
  tx: Tx,
  context: Context,
  wish: Omit<RedeemWish, 'scanned'> & { readonly at?: number },
  row: RedemptionRow,
): Promise<Found> {
  await changeRedemption(tx, row, {
    state: 'redeemed',
    used_at: wish.at ?? context.now(),
    used_store_id: wish.storeId,
    used_till_id: wish.tillId,
    associate_id: wish.associateId,
    receipt_number: wish.receiptNumber,
    entered: wish.entered,
  });
  await recordEvent(tx, context, {
    kind: 'redemption.redeemed',
    memberId: row.member_id,
    storeId: wish.storeId,
    data: {
      redemptionId: row.id,
      rewardId: row.reward_id,
      points: row.points,
      tillId: wish.tillId,
      associateId: wish.associateId,
      receiptNumber: wish.receiptNumber,
      entered: wish.entered,
    },
  });
  tx.tell(memberTopic(row.member_id));
  tx.tell(storeTopic(wish.storeId));
  return { memberId: row.member_id, redemptionId: row.id };
}
