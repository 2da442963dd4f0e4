import {
  type CountingRule,
  isCounting,
  type RuleOfSales,
  type SaleRule,
} from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import { countingPart } from '#domain/purchase/purchase.ts';
import { shareOf } from '#domain/values/apportion.ts';
import { periodAt } from '#domain/values/period.ts';
import type { EarnedLine } from './earned-line.ts';
import {
  type EarningProgram,
  type Fitting,
  fittingRules,
  judgedRules,
  type Sale,
  type Unmet,
} from './fitting.ts';
import { type CountedGoods, piecesOf } from './goods.ts';
import { countsFor, type Invited } from './referral.ts';
import { type Given, leftOf, limitOfMember, roomFor } from './room.ts';
import { RunningTotal } from './running-total.ts';

/** What a member, and all members, had before a sale. */
export interface Before extends Given {
  /** Whether the member has bought anything before it. */
  readonly bought: boolean;
  /** The invitation by which the member joined; absent: none. */
  readonly invited?: Invited;
}

export interface Earned {
  readonly points: number;
  /** How much of the sale counts towards the next tier, minor units. */
  readonly countedMinor: number;
  /** What each rule made of it; rules that made nothing are left out. */
  readonly lines: readonly EarnedLine[];
}

/**
 * What a sale earns. A rule's points are what it adds to the running total, rounded down: together they are the total,
 * rounded down once.
 * @param met the rules that the sale meets, if the caller knows them already
 */
export function earnedBySale(
  program: EarningProgram,
  tier: Tier,
  before: Before,
  sale: Sale,
  met: readonly Fitting[] = fittingRules(program, tier, sale),
): Earned {
  const { basket } = sale;
  if (basket.total.minor < 0) throw new RangeError('a purchase is not negative');
  const counts = countingPart(program, basket);
  const fitting = met.filter(({ rule }) => !spent(rule, before, sale.soldAt, program.timeZone));
  const products = fitting.filter(({ rule }) => !isCounting(rule) && multiplies(rule)).length;
  const byLine = fitting.some(({ goods }) => goods.lines.length > 0);
  const total = new RunningTotal(program, tier, sale, counts, { products, byLine });
  const lines: EarnedLine[] = [];
  let points = 0;
  for (const { rule, goods } of fitting) {
    const needs = needsOf(rule, counts);
    if (isCounting(rule)) {
      lines.push({ ...countedBy(rule, goods, program, sale), needs });
      continue;
    }
    const without = total.points;
    total.add(rule, goods);
    const given = Math.min(total.points - without, leftOf(rule, before.inAll).left);
    points += given;
    lines.push({ ...givenBy(rule, goods, given), needs });
  }
  return {
    points,
    countedMinor: shareOf(basket.total.minor, counts.part, counts.of),
    lines: lines.filter((line) => line.points > 0 || line.counted > 0),
  };
}

/** Why a rule whose conditions a sale meets gives nothing to this member. */
export type Spent = 'not-invited' | 'bought-before' | 'used-up' | 'used-up-for-all';

/** Why a rule that a sale meets gives nothing to its member; null: it gives. */
function spent(rule: RuleOfSales, before: Before, soldAt: number, timeZone: string): Spent | null {
  if (rule.kind === 'referral') {
    return countsFor(before.invited, rule, soldAt) ? null : 'not-invited';
  }
  // Limits of other counting rules are asked of awards.
  if (isCounting(rule)) return null;
  if (rule.kind === 'first-purchase' && before.bought) return 'bought-before';
  if (roomFor(rule, before, soldAt, timeZone) > 0) return null;
  const { times, left } = leftOf(rule, before.inAll);
  return times <= 0 || left <= 0 ? 'used-up-for-all' : 'used-up';
}

/** What became of one rule of a sale. */
export interface RuleSaid {
  readonly rule: RuleOfSales;
  readonly points: number;
  /** Stamps, or minor units towards a goal. */
  readonly counted: number;
  /** Why it made nothing; null: it made something. `too-little`: less than a point, or nothing to multiply. */
  readonly why: Unmet | Spent | 'too-little' | null;
}

/** What every rule of a program makes of a sale, or why it makes nothing, in the order in which they are asked. */
export function rulesSay(
  program: EarningProgram,
  tier: Tier,
  before: Before,
  sale: Sale,
): { readonly points: number; readonly rules: readonly RuleSaid[] } {
  const judged = judgedRules(program, tier, sale);
  const { points, lines } = earnedBySale(program, tier, before, sale);
  const made = new Map(lines.map((line) => [line.rule, line]));
  const rules = judged.map(({ rule, unmet }): RuleSaid => {
    const line = made.get(rule.id);
    if (line) return { rule, points: line.points, counted: line.counted, why: null };
    const why = unmet ?? spent(rule, before, sale.soldAt, program.timeZone) ?? 'too-little';
    return { rule, points: 0, counted: 0, why };
  });
  return { points, rules };
}

/** Which counts a sale's rules ask for, so that only those are read. Limits of counting rules are asked of awards. */
export function asksOf(fitting: readonly Fitting[]): {
  /** Rules that ask how often they gave to this member on the day of the sale, and no more than that. */
  readonly perDay: readonly string[];
  /** Rules that ask how often they gave to this member. */
  readonly perMember: readonly string[];
  /** Rules that ask what they gave to all members. */
  readonly inAll: readonly string[];
  readonly bought: boolean;
  readonly invited: boolean;
} {
  const ids = (asks: (rule: RuleOfSales) => boolean) =>
    fitting.flatMap(({ rule }) => (!isCounting(rule) && asks(rule) ? [rule.id] : []));
  return {
    perDay: ids((rule) => rule.limits.perDay !== undefined && !limitOfMember(rule)),
    perMember: ids((rule) => limitOfMember(rule) !== undefined),
    inAll: ids(({ limits }) => limits.inAll !== undefined || limits.budget !== undefined),
    bought: fitting.some(({ rule }) => rule.kind === 'first-purchase'),
    invited: fitting.some(({ rule }) => rule.kind === 'referral'),
  };
}

const multiplies = ({ gives, combines }: SaleRule): boolean =>
  gives.give === 'times' && combines === 'multiply';

const byPrice = ({ lines }: CountedGoods) => lines.map(({ id, minor }) => ({ id, minor }));
const byPieces = ({ lines }: CountedGoods) =>
  lines.map((line) => ({ id: line.id, minor: piecesOf(line) }));

type WithoutNeeds = Omit<EarnedLine, 'needs'>;

function givenBy({ id, gives }: SaleRule, goods: CountedGoods, points: number): WithoutNeeds {
  return {
    rule: id,
    points,
    counted: 0,
    within: 0,
    on: gives.give === 'each' ? byPieces(goods) : byPrice(goods),
    spread: gives.give !== 'points',
  };
}

function countedBy(
  rule: CountingRule,
  goods: CountedGoods,
  program: EarningProgram,
  { basket, soldAt }: Sale,
): WithoutNeeds {
  const line = { rule: rule.id, points: 0 };
  const within = (period: Parameters<typeof periodAt>[1]) =>
    periodAt(soldAt, period, program.timeZone).startedAt;
  if (rule.kind === 'spend-goal') {
    const { part, of } = countingPart(program, basket);
    const counted = shareOf(goods.minor, part, of);
    return { ...line, counted, within: within(rule.every), on: byPrice(goods), spread: true };
  }
  if (rule.kind === 'referral' || rule.counts !== 'pieces') {
    const day = rule.kind === 'stamps' && rule.counts === 'visits' ? within('day') : 0;
    return { ...line, counted: 1, within: day, on: byPrice(goods), spread: false };
  }
  const lines = goods.lines.length > 0 ? goods.lines : basket.lines;
  const counted = Math.max(
    1,
    lines.reduce((sum, one) => sum + piecesOf(one), 0),
  );
  return { ...line, counted, within: 0, on: byPieces({ ...goods, lines }), spread: true };
}

/**
 * How much of the goods must stay: what the rule asks for, as so much of the price as the tenders that count had to
 * pay. What does not come back in proportion stays as long as anything of the goods does.
 */
function needsOf(rule: RuleOfSales, { part, of }: { part: number; of: number }): number {
  const minimum = rule.when.minimumMinor ?? 0;
  const paid = minimum === 0 ? 0 : Number((BigInt(minimum) * BigInt(of) - 1n) / BigInt(part)) + 1;
  return Math.max(paid, isSpread(rule) ? 0 : 1);
}

function isSpread(rule: RuleOfSales): boolean {
  if (rule.kind === 'spend-goal') return true;
  if (rule.kind === 'referral') return false;
  return rule.kind === 'stamps' ? rule.counts === 'pieces' : rule.gives.give !== 'points';
}
