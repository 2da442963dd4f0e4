import { storeRefusal } from '#domain/program/reward.ts';
import { decideRedeem } from '#domain/redemption/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { rewardAtIssue, toRedemption } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { tryPass } from '#server/usecases/passes/try-pass.ts';
import { markRedeemed, type Use } from '#server/usecases/redemptions/mark-redeemed.ts';
import { issueAgain } from '#server/usecases/vouchers/issue-again.ts';
import type { Found } from '#server/usecases/vouchers/stand-in.ts';
import { takeScanned } from './take-scanned.ts';

export interface RedeemWish extends Omit<Use, 'at'> {
  readonly scanned: string;
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
      await markRedeemed(tx, context, wish, row);
      return { memberId: row.member_id, redemptionId: row.id };
  }
}
