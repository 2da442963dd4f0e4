import { lineBack, pointsBack } from '#domain/earning/earned-line.ts';
import { clawBack } from '#domain/points/debt.ts';
import { cause } from '#domain/points/ledger.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { type Accepted, acceptReturn, allIsBack, dueBack } from '#domain/purchase/return.ts';
import { Refused } from '#domain/refusal.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { expiredOf, holdingOf } from '#server/storage/points/holdings.ts';
import {
  changeEarnedLine,
  earnedLinesOf,
  type KeptLine,
} from '#server/storage/purchases/earned-lines.ts';
import { changeTotals } from '#server/storage/purchases/earning-totals.ts';
import { basketOf } from '#server/storage/purchases/purchases.ts';
import { addReturn, contentOf, returnsOf, undoneLines } from '#server/storage/purchases/returns.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import { settleReturn } from '#server/usecases/awards/settle-awards.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { takeBackMemberships } from '#server/usecases/memberships/sell-memberships.ts';
import { changePoints } from '#server/usecases/points/change-points.ts';
import { giveBackPart } from '#server/usecases/redemptions/give-back.ts';
import { giveEarnedAgain } from '#server/usecases/vouchers/earned-voucher.ts';
import { checkExchange, makeExchange } from './exchange.ts';
import { rulesAt } from './rate-sale.ts';
import { saidOf } from './return-event.ts';

/** A return together with its purchase, and what the return takes back. */
interface Weighed {
  readonly purchase: PurchaseRow;
  readonly receipt: ReturnReceiptRow;
  readonly basket: Basket;
  readonly accepted: Accepted;
  /** Points of the purchase that this return takes back. */
  readonly points: number;
  /** Points of the purchase's lot that earlier returns found expired. */
  readonly lapsedBefore: number;
}

/**
 * Applies a return to its purchase, whose member is locked. First it gives back the points that were spent on the
 * goods, then it takes the points that they earned, then it makes the purchase of an exchange. It refuses before it
 * writes anything, so that a waiting return can be refused while its purchase stays.
 * @returns the purchase that an exchange made, else null; and what came back
 * @throws Refused `return-too-large`, `line-unknown`, or `receipt-reused` by the purchase of an exchange
 */
export async function applyReturn(
  work: Work,
  { purchase, receipt }: Pick<Weighed, 'purchase' | 'receipt'>,
): Promise<{ made: PurchaseRow | null; minor: number }> {
  const { back, exchange } = contentOf(receipt);
  const basket = await basketOf(work.db, purchase);
  const before = await returnsOf(work.db, purchase.member_id, purchase.id);
  const accepted = acceptReturn(basket, before.returned, back);
  if ('key' in accepted) throw new Refused(accepted);
  const checked = exchange && (await checkExchange(work, { purchase, receipt, exchange }));

  const lines = await earnedLinesOf(work.db, purchase);
  const points = pointsBack(basket, accepted.returned, lines) - before.points;
  const lapsedBefore = before.lapsed;
  const weighed = { purchase, receipt, basket, accepted, points, lapsedBefore };
  // Rewards first: points that come back to the purchase's lot can then be taken from it.
  const givenBack = await giveBackRewards(work, weighed);
  const lapsed = await takePoints(work, weighed);
  const taken = points - lapsed;
  await takeLines(work, { ...weighed, lines });
  await takeBackMemberships(work, purchase, { receipt, accepted });
  const made = checked && (await makeExchange(work, { checked, taken, minor: accepted.minor }));
  await keep(work, weighed, { lapsed, givenBack, made });
  return { made: made?.row ?? null, minor: accepted.minor };
}

async function giveBackRewards(
  work: Work,
  { purchase, receipt, basket, accepted }: Weighed,
): Promise<number> {
  const by = { because: 'returned', tillId: receipt.till_id } as const;
  let points = 0;
  for (const { redemptionId, lines } of basket.redemptions) {
    const row = await redemptionRow(work.db, purchase.member_id, redemptionId);
    // A till has undone the whole redemption: nothing is left to give back.
    if (row?.state !== 'redeemed') continue;
    const undone = await undoneLines(work.db, purchase.member_id, redemptionId);
    const due = dueBack(basket, accepted.returned, { amount: row.points, on: lines, undone });
    const whole = allIsBack(basket, accepted.returned, { on: lines, undone });
    points += await giveBackPart(work, row, { due, whole, ...by });
    if (whole) await giveEarnedAgain(work, row);
  }
  return points;
}

/** Takes the points that the goods earned. @returns how many of them had expired already */
async function takePoints(
  work: Work,
  { purchase, receipt, accepted, points, lapsedBefore }: Weighed,
): Promise<number> {
  if (points === 0) return 0;
  const { member_id } = purchase;
  const { at } = work;
  const lotId = cause.purchase(purchase.id);
  const { lots } = await holdingOf(work.db, member_id);
  const expired = await expiredOf(work.db, member_id, lotId);
  const own = { lotId, lapsed: expired - lapsedBefore };
  const { draws, lapsed } = clawBack(lots, own, points, at);
  if (lapsed === points) return lapsed;
  await changePoints(work, {
    memberId: member_id,
    kind: 'reversal',
    points: lapsed - points,
    draws,
    cause: cause.return(receipt.return_id),
    ownLot: lotId,
    purchaseId: purchase.id,
    storeId: receipt.store_id,
    reason: {
      rule: 'return',
      returned: { minor: accepted.minor, currency: purchase.currency },
      receiptNumber: receipt.receipt_number,
    },
    event: null,
  });
  return lapsed;
}

/** Says of each rule's line how much is back, and takes back awards that are no longer due. */
async function takeLines(
  work: Work,
  { purchase, receipt, basket, accepted, lines }: Weighed & { lines: readonly KeptLine[] },
): Promise<void> {
  const back = lines.map((line) => ({
    line,
    pointsBack: lineBack(basket, accepted.returned, line, line.points),
    countedBack: lineBack(basket, accepted.returned, line, line.counted),
  }));
  for (const { line, pointsBack, countedBack } of back) {
    if (pointsBack === line.pointsBack && countedBack === line.countedBack) continue;
    await changeEarnedLine(work, purchase, { rule: line.rule, pointsBack, countedBack });
  }
  const now = back.map(({ line, pointsBack }) => ({ ...line, pointsBack }));
  await changeTotals(work, lines, now);
  const changes = back.map(({ line, countedBack }) => ({
    rule: line.rule,
    within: line.within,
    by: line.countedBack - countedBack,
  }));
  const rules = await rulesAt(work, purchase.at);
  await settleReturn(work, { purchase, rules, receipt, changes });
}

async function keep(
  work: Work,
  { purchase, receipt, basket, accepted, points }: Weighed,
  done: { lapsed: number; givenBack: number; made: { row: PurchaseRow; kept: number } | null },
): Promise<void> {
  const { member_id, id: purchase_id } = purchase;
  const { minor, lines, returned } = accepted;
  const row = {
    member_id,
    id: receipt.return_id,
    purchase_id,
    what: contentOf(receipt).back.what,
    minor,
    points,
    lapsed: done.lapsed,
    given_back: done.givenBack,
    at: receipt.at,
    exchange_purchase_id: done.made?.row.id ?? null,
    exchange_kept: done.made?.kept ?? 0,
  };
  const countedBack = dueBack(basket, returned, { amount: purchase.counted, on: [] });
  await addReturn(work, row, { lines, countedBack });
  await recordEvent(work, {
    kind: 'purchase.returned',
    memberId: member_id,
    storeId: receipt.store_id,
    data: {
      ...saidOf(receipt),
      purchaseId: purchase_id,
      minor,
      currency: purchase.currency,
      pointsTaken: points - done.lapsed,
      pointsGivenBack: done.givenBack,
      exchangePurchaseId: row.exchange_purchase_id,
    },
  });
  work.tell(memberTopic(member_id));
  work.tell(storeTopic(receipt.store_id));
}
