import type { Tier } from '#domain/program/program.ts';
import {
  isMemoryless,
  keepOf,
  reachable,
  type TierTerms,
  tierRuleOf,
} from '#domain/program/tier-terms.ts';
import { inOrderOfSale, type RatedSale, type SaleTime } from '#domain/purchase/rating.ts';
import { type Grant, grantedAt, underGrant } from './grant.ts';
import { qualifyingEntries } from './qualifying-entry.ts';
import type { CountedPeriod } from './tier-period.ts';
import { TierWalk } from './tier-walk.ts';

const dayMs = 24 * 60 * 60_000;

/** Terms, and from when they are in force. */
export interface DatedTerms {
  readonly from: number;
  readonly terms: TierTerms;
}

/** Everything that decides a member's tier. What was reported when makes no difference. */
export interface TierHistory {
  readonly joinedAt: number;
  /** In any order. For memoryless terms, those of the window are enough. */
  readonly sales: readonly RatedSale[];
  /** The first ones in front; at least one, which also judges what was before it. */
  readonly terms: readonly DatedTerms[];
  /** Tiers that were given or paid for; absent: none. */
  readonly grants?: readonly Grant[];
}

/** A member's tier at an instant, and what becomes of it. */
export interface Standing {
  readonly tier: Tier;
  /** What counts, in the smallest unit of what the program counts. Goods of an earlier period may bring it below zero. */
  readonly counted: number;
  readonly period: CountedPeriod;
  /** The next higher tier, and how much is missing; null: there is none. */
  readonly next: { readonly tier: Tier; readonly missing: number } | null;
  /** What becomes of the tier if nothing more is bought; it rises by what waits to count. */
  readonly changes: readonly TierChange[];
  /** When the tier of now is lost then; null: never. */
  readonly loss: Loss | null;
}

/** Another tier at an instant. */
interface TierChange {
  readonly at: number;
  readonly to: Tier;
}

/** The end of a tier, and how much is missing to keep it; 0: a tier that was given is over. */
interface Loss extends TierChange {
  readonly missing: number;
}

/** How long a tier is a member's, and what keeps it. */
export interface Keeping {
  /** When it is lost. */
  readonly until: number;
  /** An instant of its last whole day. */
  readonly lastDay: number;
  /** How much more keeps it then; 0: nothing that could be bought now decides it. */
  readonly missing: number;
  readonly otherwise: Tier;
}

/** The tier of a member at an instant. */
export const standingAt = (history: TierHistory, at: number): Standing =>
  standingOf(walkTo(history, history.sales, at), at, history);

/**
 * The tier at which a sale earns: by what was sold before it and had not come back by then. A sale with which a tier is
 * bought earns without it, so that what is bought and brought back for the points of one basket gives none.
 */
export function standingBefore(history: TierHistory, sale: SaleTime): Standing {
  const earlier = history.sales
    .filter((one) => inOrderOfSale(one, sale) < 0)
    .map((one) => ({ ...one, returns: one.returns.filter(({ at }) => at < sale.soldAt) }));
  const grants = history.grants?.filter((one) => !one.sale || inOrderOfSale(one.sale, sale) < 0);
  const before = { ...history, ...(grants && { grants }) };
  return standingOf(walkTo(before, earlier, sale.soldAt), sale.soldAt, before);
}

/** What the wallet, the mail and the till say of keeping a tier; null: it is for ever. */
export function keepingOf({ loss, period }: Standing): Keeping | null {
  if (!loss) return null;
  const { at: until, to: otherwise, missing } = loss;
  // Until then it is theirs, whatever they buy: this period has kept it, or it was given.
  const decided = missing === 0 || (period.endsAt !== null && until > period.endsAt);
  return {
    until,
    otherwise,
    missing: decided ? 0 : missing,
    lastDay: missing === 0 ? until - 1 : lastDayBefore({ period }, until),
  };
}

/**
 * An instant of the last whole day before a tier is lost. A period ends at midnight; a rolling window loses a sale in
 * the course of a day.
 */
export const lastDayBefore = ({ period }: Pick<Standing, 'period'>, until: number): number =>
  period.endsAt === null ? until - dayMs : until - 1;

/** Until when each tier is held if nothing more is bought; null: not held, or for ever. */
export function heldUntil(
  { tier, changes }: Standing,
  tiers: readonly Tier[],
  id: string,
): number | null {
  const rung = (one: string) => tiers.findIndex((other) => other.id === one);
  if (rung(id) > rung(tier.id)) return null;
  return changes.find(({ to }) => rung(to.id) < rung(id))?.at ?? null;
}

function standingOf(walk: TierWalk, at: number, { terms, grants = [] }: TierHistory): Standing {
  const { tier: held, counted, period } = walk.place;
  const { tiers } = termsAt(terms, at);
  // Terms that decide the same may name a tier otherwise.
  const rungOf = ({ id }: Tier) => tiers.findIndex((one) => one.id === id);
  const bought = walk.changes().map((one) => ({ ...one, rung: rungOf(one.to) }));
  const own = underGrant(rungOf(held), bought, grantedAt(grants, tiers, at));
  const tierAt = (rung: number): Tier => tiers[rung] ?? held;
  const tier = tierAt(own.rung);
  const lost = own.changes.find(({ rung }) => rung < own.rung);
  const missing = lost && lost.counted !== null ? keepOf(tier) - lost.counted : 0;
  const [above] = reachable(tiers.slice(own.rung + 1));
  return {
    tier,
    counted,
    period,
    next: above ? { tier: above, missing: above.fromMinor - counted } : null,
    changes: own.changes.map((one) => ({ at: one.at, to: tierAt(one.rung) })),
    loss: lost ? { at: lost.at, to: tierAt(lost.rung), missing } : null,
  };
}

/** The terms in force at an instant. */
function termsAt(dated: readonly DatedTerms[], at: number): TierTerms {
  const found = dated.findLast(({ from }) => from <= at) ?? dated[0];
  if (!found) throw new Error('a program has terms');
  return found.terms;
}

function walkTo(
  { joinedAt, terms: dated }: TierHistory,
  sales: readonly RatedSale[],
  at: number,
): TierWalk {
  const begin = (terms: TierTerms, held: string | null, from: number) => {
    const measuring = { terms: { ...terms, tiers: reachable(terms.tiers) }, joinedAt };
    const pointsPerUnitAt = (then: number) => termsAt(dated, then).pointsPerUnit;
    const entries = qualifyingEntries(sales, { ...measuring, pointsPerUnitAt });
    return new TierWalk(measuring, entries, held, from);
  };
  const [first, ...later] = stretches(dated, at);
  if (!first) throw new Error('a program has terms');
  const joined = Math.min(joinedAt, ...sales.map(({ soldAt }) => soldAt), at);
  let walk = begin(first.terms, null, isMemoryless(first.terms) ? (later[0]?.from ?? at) : joined);
  for (const { from, terms } of later) {
    walk.forward(from, false);
    walk = begin(terms, walk.place.tier.id, from);
  }
  walk.forward(at, true);
  return walk;
}

/** The time at which the terms that are in force at `at` began to decide tiers. */
export const changedAt = (dated: readonly DatedTerms[], at: number): number =>
  stretches(dated, at).at(-1)?.from ?? at;

/**
 * The terms that decide a tier at an instant, each once. What was before memoryless terms makes no difference after
 * them.
 */
function stretches(dated: readonly DatedTerms[], at: number): DatedTerms[] {
  const begun = dated.filter(({ from }, index) => index === 0 || from <= at);
  const changed = begun.filter(({ terms }, index) => {
    const before = begun[index - 1];
    return !before || decidedBy(before.terms) !== decidedBy(terms);
  });
  return changed.slice(
    Math.max(
      0,
      changed.findLastIndex(({ terms }) => isMemoryless(terms)),
    ),
  );
}

/**
 * Whether nobody stands elsewhere by one than by the other, whatever they bought: names, perks and rates may differ, and
 * what a unit of money gives where tiers don't go by points.
 */
export function decideAlike(one: TierTerms, other: TierTerms): boolean {
  const more = (terms: TierTerms) =>
    JSON.stringify([
      reachable(terms.tiers).map(({ id }) => id),
      tierRuleOf(terms).by === 'points' ? terms.pointsPerUnit : null,
    ]);
  return decidedBy(one) === decidedBy(other) && more(one) === more(other);
}

/** What of terms decides a tier; they may differ in names and rates. */
function decidedBy(terms: TierTerms): string {
  const { timeZone, currency, pending, tiers } = terms;
  const ladder = tiers.map((tier) => [tier.id, tier.fromMinor, keepOf(tier)]);
  return JSON.stringify([tierRuleOf(terms), timeZone, currency, pending?.tiers ?? null, ladder]);
}
