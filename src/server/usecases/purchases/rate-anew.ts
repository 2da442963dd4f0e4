import { lineBack } from '#domain/earning/earned-line.ts';
import { clawBack } from '#domain/points/debt.ts';
import { cause, type EntryReason, type LateReport } from '#domain/points/ledger.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import type { Returned } from '#domain/purchase/return.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { expiredOf, holdingOf } from '#server/storage/points/holdings.ts';
import { lotEnds } from '#server/storage/points/lots.ts';
import {
  byPrice,
  earnedLinesOf,
  type KeptLine,
  replaceEarnedLines,
} from '#server/storage/purchases/earned-lines.ts';
import { changeTotals } from '#server/storage/purchases/earning-totals.ts';
import { basketOf } from '#server/storage/purchases/purchases.ts';
import { addRating, ratingsOf } from '#server/storage/purchases/ratings.ts';
import { exchangeThatMade, returnsOf } from '#server/storage/purchases/returns.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { changePoints, creditPoints } from '#server/usecases/points/change-points.ts';
import { hasTotal } from '#server/usecases/points/rule-totals.ts';
import { ruleOf } from './credit-purchase.ts';
import { earnPoints } from './earn-points.ts';
import { earnedByRest } from './exchange.ts';
import type { SaleRules } from './rate-sale.ts';
import { segmentsAsSold } from './segments-of-sale.ts';

interface Rating {
  readonly row: PurchaseRow;
  readonly by: SaleRules;
  /** What was reported late, and changed the tier. */
  readonly late: LateReport;
}

/** Gives a sale what it earns at another tier, and takes what it had earned, in one entry. */
export async function rateAnew(work: Work, rating: Rating): Promise<void> {
  const { row, by } = rating;
  const { member_id, id: purchase_id } = row;
  const basket = await basketOf(work.db, row);
  const earned = await earnedLinesOf(work.db, row);
  const anew = await earnedAnew(work, rating, { basket, earned });
  if (anew === null) return;
  const before = await returnsOf(work.db, member_id, purchase_id);
  const lines = anew.map((line) => backOf(line, basket, before.returned));
  const points = lines.reduce((sum, line) => sum + line.points, 0);
  // The purchase's returns take back their part of what it earns now.
  const back = lines.reduce((sum, line) => sum + line.pointsBack, 0) - before.points;
  const more = points - row.points - back;
  const { count } = await ratingsOf(work.db, member_id, purchase_id);
  const number = count + 1;
  const lapsed = await changeBy(work, rating, { more, number, lapsedBefore: before.lapsed });
  await keepLines(work, rating, { earned, lines });
  await addRating(
    work,
    {
      member_id,
      purchase_id,
      number,
      at: work.at,
      tier_id: by.tier.id,
      points: points - row.points,
      back,
      lapsed,
    },
    { points },
  );
}

interface Sold {
  readonly basket: Basket;
  /** What each rule has made of the sale so far. */
  readonly earned: readonly KeptLine[];
}

/**
 * What each rule makes of a sale at its new tier; null: the tier makes no difference. What was counted for stamps and
 * goals stays as it was counted. The goods of an exchange keep the points of the old ones, and only what they cost more
 * earns by a tier.
 */
async function earnedAnew(
  work: Work,
  { row, by }: Rating,
  { basket, earned }: Sold,
): Promise<KeptLine[] | null> {
  const made = await exchangeThatMade(work.db, row);
  const storeId = row.store_id ?? '';
  if (made) {
    const { total } = basket;
    const minor = total.minor - Math.min(made.minor, total.minor);
    if (minor === 0) return null;
    const rest = { ...basket, total: { ...total, minor } };
    const points = made.exchange_kept + earnedByRest(by, { at: row.at, store_id: storeId }, rest);
    return [{ ...byPrice(points), kept: true }];
  }
  // One of before lines were kept knew no other rules than the price.
  if (earned.some(({ kept }) => !kept)) {
    return [byPrice(earnedByRest(by, { at: row.at, store_id: storeId }, basket))];
  }
  const segments = segmentsAsSold(row, earned, by.rules.program);
  const sale = { soldAt: row.at, storeId, basket, segments };
  const own = { purchaseId: row.id, lines: earned };
  const { lines } = await earnPoints(work, { memberId: row.member_id, ...by, sale, earned: own });
  const limited = new Set(by.rules.program.earning?.filter(hasTotal).map(({ id }) => id));
  const given = lines.filter(({ points }) => points > 0);
  return [
    ...given.map((line) => ({
      ...line,
      pointsBack: 0,
      countedBack: 0,
      kept: true,
      inAll: limited.has(line.rule),
    })),
    ...earned.filter(({ counted }) => counted > 0),
  ];
}

const backOf = (line: KeptLine, basket: Basket, returned: Returned): KeptLine => ({
  ...line,
  pointsBack: lineBack(basket, returned, line, line.points),
  countedBack: lineBack(basket, returned, line, line.counted),
});

/** Keeps the new lines, and what they change in the totals of rules that are limited for all members. */
async function keepLines(
  work: Work,
  { row, by }: Rating,
  { earned, lines }: { earned: readonly KeptLine[]; lines: readonly KeptLine[] },
): Promise<void> {
  if (lines.some(({ kept }) => !kept)) return;
  await replaceEarnedLines(work, row, lines, by.rules.version);
  await changeTotals(work, earned, lines);
}

interface Difference {
  /** Points that the member gets; below zero: loses. */
  readonly more: number;
  readonly number: number;
  /** Points of the purchase's lot that were found expired before. */
  readonly lapsedBefore: number;
}

/** Gives or takes the difference. @returns how many of the points to take had expired already */
async function changeBy(
  work: Work,
  rating: Rating,
  { more, number, lapsedBefore }: Difference,
): Promise<number> {
  if (more === 0) return 0;
  const { row, by } = rating;
  const { member_id: memberId, id: purchaseId, store_id: storeId } = row;
  const lotId = cause.purchase(purchaseId);
  const same = {
    memberId,
    purchaseId,
    storeId,
    event: null,
    reason: reasonOf(rating),
    version: by.rules.version,
  };
  const hasLot = (await lotEnds(work.db, memberId, [lotId])).size > 0;
  if (more > 0 && !hasLot) {
    const waitsUntil = row.counts_from ?? row.available_at;
    const sale = { soldAt: row.at, rules: by.rules, waitsUntil };
    await creditPoints(work, { ...same, kind: 'accrual', points: more, cause: lotId, sale });
    return 0;
  }
  const own = cause.rating(purchaseId, number);
  if (more > 0) {
    const draws = [{ lotId, points: more }];
    await changePoints(work, { ...same, kind: 'accrual', points: more, draws, cause: own });
    return 0;
  }
  const { lots } = await holdingOf(work.db, memberId);
  const lapsed = (await expiredOf(work.db, memberId, lotId)) - lapsedBefore;
  const taken = clawBack(lots, { lotId, lapsed }, -more, work.at);
  const points = more + taken.lapsed;
  if (points < 0) {
    const { draws } = taken;
    await changePoints(work, {
      ...same,
      kind: 'reversal',
      points,
      draws,
      cause: own,
      ownLot: lotId,
    });
  }
  return taken.lapsed;
}

const reasonOf = ({ row, by, late }: Rating): EntryReason => ({
  rule: 'rated-anew',
  late,
  spent: { minor: row.minor, currency: row.currency },
  ...ruleOf(by.rules.program, by.tier),
  receiptNumber: row.receipt_number,
});
