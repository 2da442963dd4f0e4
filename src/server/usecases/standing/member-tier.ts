import { qualifyingSince } from '#domain/points/qualifying.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { tierStanding } from '#domain/program/tier.ts';
import type { RatedSale } from '#domain/purchase/rating.ts';
import type { Grant } from '#domain/standing/grant.ts';
import { type Keeping, keepingOf, type Standing, standingAt } from '#domain/standing/standing.ts';
import type { CountedPeriod } from '#domain/standing/tier-period.ts';
import { type QualifyingWindow, qualifyingMinor } from '#server/storage/purchases/qualifying.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { type HistorySeen, historyOf } from './tier-history.ts';

/** A member's tier, how far the next one is, and what keeps it. */
export interface MemberTier {
  readonly tier: Tier;
  /** What counts, in the smallest unit of what the program counts. */
  readonly counted: number;
  readonly next: { readonly tier: Tier; readonly missing: number } | null;
  /** Null: nothing takes it, or the program has no rule of which members are told. */
  readonly keeping: Keeping | null;
  /** Null: the program has no rule of its own. */
  readonly period: CountedPeriod | null;
}

/** Which purchases decide a tier at an instant, where a program has no rule of its own. */
export const qualifyingAt = ({ pending }: Program, at: number): QualifyingWindow => ({
  since: qualifyingSince(at),
  availableAt: pending?.tiers === 'when-available' ? at : null,
});

/** A program without a rule counts the spend of twelve months: one sum, however long the history is. */
export async function tierOfMember(
  work: ReadWork,
  memberId: string,
  at = work.at,
): Promise<MemberTier> {
  const { db, program } = work;
  if (program.tierRule) {
    const standing = await ruledStanding(work, memberId, at);
    const { tier, counted, next, period } = standing;
    return { tier, counted, next, period, keeping: keepingOf(standing) };
  }
  const spent = await qualifyingMinor(db, memberId, qualifyingAt(program, at));
  const { tier, next } = tierStanding(program, spent);
  const above = next && { tier: next.tier, missing: next.missingMinor };
  return { tier, counted: spent, next: above, keeping: null, period: null };
}

/**
 * The standing of a member by the program's rule. Of a past instant, it is what was sold and came back until then.
 * @param known their history, if the caller has read it; absent: it is read
 */
export async function ruledStanding(
  work: ReadWork,
  memberId: string,
  at = work.at,
  known?: HistorySeen,
): Promise<Standing> {
  const history = known ?? (await historyOf(work, memberId, at));
  const sales =
    at < work.at
      ? history.sales.filter(({ soldAt }) => soldAt <= at).map((sale) => backUntil(sale, at))
      : history.sales.map((sale) => soldBy(sale, at));
  const grants = history.grants?.map((one) => begunBy(one, at));
  return standingAt({ ...history, sales, ...(grants && { grants }) }, at);
}

/**
 * The standing of a member at a past instant, as it was known then: without sales of before that were reported later.
 */
export async function standingKnownAt(
  work: ReadWork,
  memberId: string,
  at: number,
): Promise<Standing> {
  const history = await historyOf(work, memberId, at);
  const known = history.sales.filter(({ row, soldAt }) => (row.reported_at ?? soldAt) <= at);
  return standingAt(
    { ...history, sales: known.map((sale) => soldBy(backUntil(sale, at), at)) },
    at,
  );
}

const backUntil = (sale: RatedSale, at: number): RatedSale => ({
  ...sale,
  returns: sale.returns.filter((one) => one.at <= at),
});

/** A tier that a till's fast clock has sold a little later is there now. */
const begunBy = (grant: Grant, at: number): Grant =>
  grant.sale && grant.from === grant.sale.soldAt
    ? { ...grant, from: Math.min(grant.from, at) }
    : grant;

/** What a till's fast clock has sold a little later counts now. */
function soldBy(sale: RatedSale, at: number): RatedSale {
  if (sale.soldAt <= at && sale.returns.every((one) => one.at <= at)) return sale;
  const returns = sale.returns.map((one) => ({ ...one, at: Math.min(one.at, at) }));
  return { ...sale, soldAt: Math.min(sale.soldAt, at), returns };
}
