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

const rank = ({ what }: QualifyingEntry): number => (what === 'sale' ? 0 : 1);

function sumsOf(sale: RatedSale, measuring: Measuring): QualifyingEntry[] {
  let before = 0;
  return countedSteps(sale).map(({ at, minor }, index) => {
    const now = measured(minor, sale, measuring);
    const amount = now - before;
    before = now;
    return entryAt(sale, at, { amount, what: index === 0 ? 'sale' : 'return' }, measuring);
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
  return [...days.values()].flatMap((ofDay) => {
    const steps = ofDay
      .flatMap((sale) => countedSteps(sale).map((step, index) => ({ ...step, sale, index })))
      .sort((a, b) => a.at - b.at || Math.sign(a.index) - Math.sign(b.index));
    const left = new Map<RatedSale, number>();
    let before = 0;
    return steps.map(({ sale, at, minor, index }) => {
      left.set(sale, minor);
      const now = [...left.values()].some((one) => one > 0) ? 1 : 0;
      const amount = now - before;
      before = now;
      return entryAt(sale, at, { amount, what: index === 0 ? 'sale' : 'return' }, measuring);
    });
  });
}

function entryAt(
  sale: RatedSale,
  at: number,
  entry: Pick<QualifyingEntry, 'amount' | 'what'>,
  { terms, joinedAt }: Measuring,
): QualifyingEntry {
  const { soldAt, countsFrom } = sale;
  const { period, months } = tierRuleOf(terms);
  const counts = terms.pending?.tiers === 'when-available' ? (countsFrom ?? soldAt) : soldAt;
  if (period === 'rolling') {
    return { ...entry, at: Math.max(counts, at), leavesAt: monthsAfter(soldAt, months) };
  }
  if (counts <= soldAt) return { ...entry, at: Math.max(soldAt, at), leavesAt: null };
  // What still waits at a period's end counts in it all the same: it was sold before.
  const { endsAt } = periodOf(soldAt, terms, joinedAt);
  const from = Math.min(counts, (endsAt ?? Number.POSITIVE_INFINITY) - 1);
  return { ...entry, at: Math.max(from, at), leavesAt: null };
}
