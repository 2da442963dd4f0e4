import { type TierTerms, tierRuleOf } from '#domain/program/tier-terms.ts';
import { countedSteps, inOrderOfSale, type RatedSale } from '#domain/purchase/rating.ts';
import { dayOf, monthsAfter } from '#domain/values/calendar.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { periodOf } from './tier-period.ts';

/** Something that changes what counts towards a tier: a sale, or goods that come back. */
export interface QualifyingEntry {
  /** The spend counts from this time on. */
  readonly at: number;
  /** In the smallest unit of what the program counts; below zero for goods that came back. */
  readonly amount: number;
  readonly what: 'sale' | 'return';
  /** When its sale was made, which may be before it counts; of a day of visits, the last one that counts with it. */
  readonly soldAt: number;
  /** When it stops counting; null: a period decides. */
  readonly leavesAt: number | null;
}

/** The terms, and what else decides how a sale counts. */
export interface Measuring {
  readonly terms: TierTerms;
  readonly joinedAt: number;
  /** Points for a unit of currency in the program of an instant. */
  pointsPerUnitAt(at: number): number;
}

/**
 * What sales and returns of a member count for, in the order in which it happens. A return counts less from its own time
 * on: in a period, of the period in which the goods come back; in a rolling window, of its sale, and as long as that.
 * @param sales in any order
 */
export function qualifyingEntries(
  sales: readonly RatedSale[],
  measuring: Measuring,
): QualifyingEntry[] {
  const ordered = [...sales].sort(inOrderOfSale);
  const { by } = tierRuleOf(measuring.terms);
  const entries =
    by === 'visits'
      ? visitsOf(ordered, measuring)
      : ordered.flatMap((sale) => sumsOf(sale, measuring));
  // A stable sort: what happens at one instant stays in the order of its sales, and goods come back after all of them.
  return entries.sort((a, b) => a.at - b.at || rank(a) - rank(b));
}

const rank = ({ what }: Pick<QualifyingEntry, 'what'>): number => (what === 'sale' ? 0 : 1);

function sumsOf(sale: RatedSale, measuring: Measuring): readonly QualifyingEntry[] {
  const leavesAt = leavingOf(sale, measuring);
  let before = 0;
  const entries = countedSteps(sale).map(({ at, minor }, index): QualifyingEntry => {
    const now = measured(minor, sale, measuring);
    const amount = now - before;
    before = now;
    const counts = countingFrom(sale, at, measuring);
    return { at: counts, amount, what: whatOf(index), soldAt: sale.soldAt, leavesAt };
  });
  return merged(entries);
}

/** The first step of a sale is the sale itself, and the others are its returns. */
const whatOf = (index: number): QualifyingEntry['what'] => (index === 0 ? 'sale' : 'return');

/**
 * What counts from one instant on is one change: goods that came back while their sale still waited never counted.
 * @param entries of one sale or of one day, in the order of their time
 */
function merged(entries: readonly QualifyingEntry[]): readonly QualifyingEntry[] {
  if (entries.length < 2) return entries;
  return [...Map.groupBy(entries, ({ at }) => at).values()].flatMap((together) => {
    const [first] = together;
    if (!first || together.length === 1) return together;
    const amount = together.reduce((sum, one) => sum + one.amount, 0);
    if (amount === 0) return [];
    const sales = together.filter(({ what }) => what === 'sale');
    const soldAt = Math.max(...(sales.length > 0 ? sales : together).map((one) => one.soldAt));
    return [{ ...first, amount, soldAt, what: sales.length > 0 ? 'sale' : 'return' }];
  });
}

/** Points are counted without tier and bonuses: a higher tier must not be easier to keep than to reach. */
function measured(minor: number, { soldAt }: RatedSale, measuring: Measuring): number {
  const { terms, pointsPerUnitAt } = measuring;
  if (tierRuleOf(terms).by !== 'points') return minor;
  const perUnit = BigInt(Math.round(pointsPerUnitAt(soldAt) * 10_000));
  const unit = 10n ** BigInt(minorDigits(terms.currency)) * 10_000n;
  return Number((BigInt(minor) * perUnit) / unit);
}

/** A visit is a day with a sale of which something counts and was not brought back. */
function visitsOf(sales: readonly RatedSale[], measuring: Measuring): QualifyingEntry[] {
  const { timeZone } = measuring.terms;
  const days = Map.groupBy(sales, ({ soldAt }) => {
    const { year, month, day } = dayOf(soldAt, timeZone);
    return `${year}-${month}-${day}`;
  });
  return [...days.values()].flatMap((ofDay) => visitOf(ofDay, measuring));
}

/** All that happens to a visit leaves a rolling window with it, by the first sale of its day that counts. */
function visitOf(ofDay: readonly RatedSale[], measuring: Measuring): readonly QualifyingEntry[] {
  const first = ofDay.find(({ counted }) => counted > 0) ?? ofDay[0];
  const leavesAt = first ? leavingOf(first, measuring) : null;
  const steps = ofDay
    .flatMap((sale) =>
      countedSteps(sale).map(({ at, minor }, index) => ({
        sale,
        minor,
        what: whatOf(index),
        at: countingFrom(sale, at, measuring),
      })),
    )
    .sort((a, b) => a.at - b.at || rank(a) - rank(b));
  const left = new Map<RatedSale, number>();
  let before = 0;
  const entries = steps.map(({ sale, at, minor, what }): QualifyingEntry => {
    left.set(sale, minor);
    const now = [...left.values()].some((one) => one > 0) ? 1 : 0;
    const amount = now - before;
    before = now;
    return { at, amount, what, soldAt: sale.soldAt, leavesAt };
  });
  return merged(entries);
}

/** When a sale and its returns leave a rolling window; null: a period decides. */
function leavingOf({ soldAt }: RatedSale, { terms }: Measuring): number | null {
  const { period, months } = tierRuleOf(terms);
  return period === 'rolling' ? monthsAfter(soldAt, months) : null;
}

/** From when a sale, or a return of it at `at`, counts. */
function countingFrom(
  { soldAt, countsFrom }: RatedSale,
  at: number,
  { terms, joinedAt }: Measuring,
): number {
  const counts = terms.pending?.tiers === 'when-available' ? (countsFrom ?? soldAt) : soldAt;
  if (tierRuleOf(terms).period === 'rolling' || counts <= soldAt)
    return Math.max(counts, soldAt, at);
  // What still waits at a period's end counts in it all the same: it was sold before.
  const { endsAt } = periodOf(soldAt, terms, joinedAt);
  return Math.max(Math.min(counts, (endsAt ?? Number.POSITIVE_INFINITY) - 1), at);
}
