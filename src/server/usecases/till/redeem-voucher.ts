import type { TillVoucher } from '#contract/till.ts';
import { minimumRefusal, storeRefusal } from '#domain/program/reward.ts';
import { isAhead, isBefore, isLongTaken } from '#domain/purchase/till-clock.ts';
import { decideRedeem, type Entered } from '#domain/redemption/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { Money } from '#domain/values/money.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { rewardAtIssue, toRedemption } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { markRedeemed, type Use } from '#server/usecases/redemptions/mark-redeemed.ts';
import { refuseFrozen } from '#server/usecases/redemptions/refuse-frozen.ts';
import { issueAgain } from '#server/usecases/vouchers/issue-again.ts';
import type { Found } from '#server/usecases/vouchers/stand-in.ts';
import { actAtTill, type TillRequest } from './act-at-till.ts';
import type { Answer } from './answer-once.ts';
import { showRedemptionAtTill } from './show-at-till.ts';
import { takeScanned } from './take-scanned.ts';

export interface RedeemWish {
  readonly scanned: string;
  /** Null: a POS, which does not say. */
  readonly entered: Entered | null;
  /** Till and receipt number together name the redemption: the same again gets the same answer, for ever. */
  readonly receiptNumber: string;
  /** The till's basket; absent: the till does not say. */
  readonly basketId?: string;
  /** When it was used, by a till that was offline and reports it later; absent: now. */
  readonly usedAt?: number;
  /** What the sale comes to before this reward; absent: the till does not say. */
  readonly total?: Money;
}

/** The voucher, put into the words of the POS or the till page. */
export type VoucherWords<D extends object> = (seen: TillVoucher) => D | Promise<D>;

/**
 * Redeems what was scanned at a till. If sixty-four tills try at once, one succeeds, and the others hear where it was
 * used.
 * @throws Refused when it can't be given here and now, with where and when it was used if it was
 */
export const redeemVoucher = <D extends object>(
  context: Context,
  till: TillRequest,
  wish: RedeemWish,
  words: VoucherWords<D>,
): Promise<Answer<D>> =>
  actAtTill(context, till, {
    sent: { what: 'scan', scanned: wish.scanned, names: 'voucher', told: true },
    act: async (work) => {
      refuseTimeOfUse(work, wish);
      const here = { ...till, scanned: wish.scanned };
      const row = await takeScanned(work, here);
      refuseBeforeIssue(row, wish);
      return redeemRow(work, row, { ...till, ...wish });
    },
    describe: async (work, found) => words(await showRedemptionAtTill(work, found, till)),
  });

/** @throws Refused `time-ahead`, `use-past` */
function refuseTimeOfUse({ at }: Work, { usedAt }: RedeemWish): void {
  if (usedAt === undefined) return;
  if (isAhead(usedAt, at)) throw new Refused({ key: 'time-ahead', now: at });
  if (isLongTaken(usedAt, at)) throw new Refused({ key: 'use-past', now: at });
}

/**
 * Refuses a time of use before the voucher was issued. A used voucher is left to the decision after this, which also
 * answers a retry.
 */
function refuseBeforeIssue(row: RedemptionRow, { usedAt }: RedeemWish): void {
  if (usedAt === undefined || row.used_at !== null || !isBefore(usedAt, row.issued_at)) return;
  const detail = 'is before the voucher was issued';
  throw new Refused({ key: 'request-invalid', pointer: '/redeemedAt', detail });
}

/**
 * Redeems a voucher whose member is locked: it was scanned, or the member said yes by mail.
 * @throws Refused when it can't be given here and now
 */
export async function redeemRow(
  work: Work,
  row: RedemptionRow,
  use: Omit<Use, 'at'> & Pick<RedeemWish, 'basketId' | 'usedAt' | 'total'>,
): Promise<Found> {
  const decision = decideRedeem(toRedemption(work.program, row), use, work.at);
  switch (decision.outcome) {
    case 'refused':
      throw new Refused(decision.refusal);
    case 'again':
      break;
    case 'issue-again':
      await refuseFrozen(work, row.member_id, use.usedAt);
      // The voucher that replaces it may be reserved by somebody else: the same rules apply to it.
      return redeemRow(work, await issueAgain(work, row, use), use);
    case 'redeem':
      await refuseFrozen(work, row.member_id, use.usedAt);
      refuseWhen(storeRefusal(work.program, rewardAtIssue(row), use.storeId));
      refuseWhen(minimumRefusal(work.program, rewardAtIssue(row), use.total));
      await markRedeemed(work, row, {
        ...use,
        ...(use.usedAt !== undefined && { at: use.usedAt }),
      });
  }
  return { memberId: row.member_id, redemptionId: row.id };
}
