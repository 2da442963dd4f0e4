import { pointsEarned } from '#domain/points/accrual.ts';
import { clawBack } from '#domain/points/debt.ts';
import { cause, type EntryReason, type LateReport } from '#domain/points/ledger.ts';
import { qualifyingSince } from '#domain/points/qualifying.ts';
import { type Basket, earnedBy } from '#domain/purchase/purchase.ts';
import { inOrderOfSale } from '#domain/purchase/rating.ts';
import { dueBack } from '#domain/purchase/return.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { expiredOf, holdingOf } from '#server/storage/points/holdings.ts';
import { lotEnds } from '#server/storage/points/lots.ts';
import { basketOf } from '#server/storage/purchases/purchases.ts';
import { addRating, isLate, ratingsOf, salesSince } from '#server/storage/purchases/ratings.ts';
import { exchangeThatMade, returnsOf } from '#server/storage/purchases/returns.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { changePoints, creditPoints } from '#server/usecases/points/change-points.ts';
import { ruleOf } from './credit-purchase.ts';
import { rulesAt, type SaleRules, tierOf } from './rate-sale.ts';

/**
 * Rates anew what was sold after a sale or a return that has just been reported, where it changes the tier. Each sale gets an
 * entry of its own for the difference, and no entry is rewritten. So the points of a member do not depend on the order
 * in which tills report. The member is locked; doing it twice changes nothing.
 */
export async function rateLater(work: Work, memberId: string, late: LateReport): Promise<void> {
  if (!(await isLate(work.db, memberId, late.at))) return;
  const sales = await salesSince(work.db, memberId, qualifyingSince(late.at));
  const later = sales.filter(({ soldAt }) => soldAt >= late.at).sort(inOrderOfSale);
  for (const sale of later) {
    const rules = await rulesAt(work, sale.soldAt);
    const tier = tierOf(rules, sales, sale);
    if (tier.id !== sale.row.tier_id) {
      await rateAnew(work, { row: sale.row, by: { rules, tier }, late });
    }
  }
}

interface Rating {
  readonly row: PurchaseRow;
  readonly by: SaleRules;
  readonly late: LateReport;
}

async function rateAnew(work: Work, rating: Rating): Promise<void> {
  const { row, by } = rating;
  const { member_id, id: purchase_id } = row;
  const basket = await basketOf(work.db, row);
  const points = await earnedAnew(work, row, basket, by);
  if (points === null) return;
  const before = await returnsOf(work.db, member_id, purchase_id);
  // Its returns take their part of what it earns now.
  const back = dueBack(basket, before.returned, { amount: points, on: [] }) - before.points;
  const more = points - row.points - back;
  const { count } = await ratingsOf(work.db, member_id, purchase_id);
  const number = count + 1;
  const lapsed = await changeBy(work, rating, { more, number, lapsedBefore: before.lapsed });
  await addRating(
    work,
    {
      ...{ member_id, purchase_id, number, at: work.at, tier_id: by.tier.id },
      ...{ points: points - row.points, back, lapsed },
    },
    { points },
  );
}

/**
 * What a sale earns by these rules; null: they make no difference. The goods of an exchange keep the points of the old
 * ones, and only what they cost more earns by a tier.
 */
async function earnedAnew(
  work: Work,
  row: PurchaseRow,
  basket: Basket,
  { rules, tier }: SaleRules,
): Promise<number | null> {
  const made = await exchangeThatMade(work.db, row);
  if (!made) return earnedBy(rules.program, tier, basket).points;
  const { total } = basket;
  const rest = { ...total, minor: total.minor - Math.min(made.minor, total.minor) };
  return rest.minor === 0 ? null : made.exchange_kept + pointsEarned(rules.program, tier, rest);
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
    ...{ memberId, purchaseId, storeId, event: null },
    ...{ reason: reasonOf(rating), version: by.rules.version },
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
  const expired = await expiredOf(work.db, memberId, lotId);
  const { draws, lapsed } = clawBack(
    lots,
    { lotId, lapsed: expired - lapsedBefore },
    -more,
    work.at,
  );
  if (lapsed + more < 0) {
    const points = lapsed + more;
    await changePoints(work, { ...same, kind: 'reversal', points, draws, cause: own });
  }
  return lapsed;
}

const reasonOf = ({ row, by, late }: Rating): EntryReason => ({
  rule: 'rated-anew',
  late,
  spent: { minor: row.minor, currency: row.currency },
  ...ruleOf(by.rules.program, by.tier),
  receiptNumber: row.receipt_number,
});
