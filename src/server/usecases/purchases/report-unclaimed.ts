import { foldReceipt } from '#domain/purchase/by-hand.ts';
import { claimEnd } from '#domain/purchase/claim.ts';
import { type Basket, basketFault, sameBasket, toPay } from '#domain/purchase/purchase.ts';
import { Refused } from '#domain/refusal.ts';
import { basketOf, purchaseByReceipt } from '#server/storage/purchases/purchases.ts';
import { addUnclaimed, basketIn } from '#server/storage/purchases/unclaimed-sales.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { purchasesLike } from './known-sale.ts';
import { refuseOtherCurrency, refuseTime } from './refuse-report.ts';

export interface UnclaimedSaleReport {
  readonly receiptNumber: string;
  readonly soldAt: number;
  readonly basket: Basket;
}

/** A sale without a member, as it was taken. */
export interface UnclaimedSeen extends UnclaimedSaleReport {
  readonly storeId: string;
  readonly tillId: string;
  /** Whether it is a member's purchase already. */
  readonly claimed: boolean;
  /** Until when a member can claim it; null: nobody can, and it was not kept. */
  readonly claimableUntil: number | null;
}

/**
 * Keeps a sale at which nobody was scanned, for as long as its buyer may claim it. The till's receipt number is one sale
 * for ever: the same report again gets the same answer.
 * @throws Refused `receipt-reused`, `currency-other`, `time-ahead`, `time-past`, `request-invalid` when it does not add up
 */
export const reportUnclaimed = <D extends object>(
  context: Context,
  till: TillRequest,
  report: UnclaimedSaleReport,
  words: (seen: UnclaimedSeen) => D,
): Promise<Answer<D>> =>
  actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: (work) => keepUnclaimed(work, till, report),
    describe: (_work, seen) => words(seen),
  });

async function keepUnclaimed(
  work: Work,
  { tillId, storeId }: TillRequest,
  report: UnclaimedSaleReport,
): Promise<UnclaimedSeen> {
  const { basket, receiptNumber, soldAt } = report;
  refuseOtherCurrency(work.program, basket.total);
  refuseTime(work, soldAt);
  const fault = basketFault(basket);
  if (fault) throw new Refused({ key: 'request-invalid', ...fault });
  const seen = { ...report, storeId, tillId };
  // An associate who typed it told its amount only. Another till's POS has receipt numbers of its own.
  const like = await purchasesLike(work, seen);
  const byHand = like.find(({ associate_id }) => associate_id !== null);
  const bought = byHand ?? (await purchaseByReceipt(work.db, tillId, receiptNumber));
  if (bought) {
    if (!byHand) refuseOther(await basketOf(work.db, bought), basket);
    return { ...seen, claimed: true, claimableUntil: null };
  }
  const endsAt = claimEnd(work.program, soldAt);
  if (endsAt === null || endsAt <= work.at)
    return { ...seen, claimed: false, claimableUntil: null };
  const kept = await addUnclaimed(work, {
    till_id: tillId,
    receipt_number: receiptNumber,
    store_id: storeId,
    folded: foldReceipt(receiptNumber),
    at: soldAt,
    paid: toPay(basket),
    basket: JSON.stringify(basket),
    ends_at: endsAt,
  });
  refuseOther(basketIn(kept), basket);
  return { ...seen, claimed: false, claimableUntil: kept.ends_at };
}

function refuseOther(known: Basket, told: Basket): void {
  if (!sameBasket(known, told)) throw new Refused({ key: 'receipt-reused', differs: 'content' });
}
