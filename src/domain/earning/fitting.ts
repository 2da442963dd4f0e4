import {
  type EarningConditions,
  type EarningRule,
  isOccasion,
  purchaseRuleId,
  type RuleOfSales,
} from '#domain/program/earning-rule.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { type Basket, countingPart } from '#domain/purchase/purchase.ts';
import { shareOf } from '#domain/values/apportion.ts';
import { minuteOfDay, weekdayOf } from '#domain/values/calendar.ts';
import type { Channel } from '#domain/values/channel.ts';
import { fitsHours } from '#domain/values/weekly-hours.ts';
import { type CountedGoods, countedGoods, namedGoods } from './goods.ts';

/** What the rules need of a program, whichever of its versions it is. */
export type EarningProgram = Pick<
  Program,
  | 'currency'
  | 'timeZone'
  | 'pointsPerUnit'
  | 'excludedTenders'
  | 'earning'
  | 'multipliedAtMostHundredths'
>;

/** A sale as the rules see it. */
export interface Sale {
  readonly soldAt: number;
  readonly storeId: string;
  readonly basket: Basket;
  /** In which the member was before it, of the segments that rules ask for; absent: in none. */
  readonly segments?: ReadonlySet<string>;
}

/** The segments that the rules of sales ask for: of others nobody has to know. */
export const segmentsAsked = ({ earning = [] }: Pick<Program, 'earning'>): readonly string[] => [
  ...new Set(earning.flatMap(({ when }) => when.segments ?? [])),
];

/** Whether a way to earn is for somebody in these segments. Who is in none of its own does not see it. */
export const isFor = ({ when }: EarningRule, own: ReadonlySet<string>): boolean =>
  !when.segments || when.segments.some((id) => own.has(id));

/** A rule whose conditions a sale meets, and the goods that count for it. */
export interface Fitting {
  readonly rule: RuleOfSales;
  readonly goods: CountedGoods;
}

/**
 * All rules of a program that are asked of a sale: what a purchase earns first, because multipliers multiply it, then the others in the order of
 * the file.
 */
function rulesOf({ pointsPerUnit, earning = [] }: EarningProgram): RuleOfSales[] {
  const usual: RuleOfSales = {
    id: purchaseRuleId,
    kind: 'purchase',
    combines: 'add',
    tierRate: true,
    name: { en: 'Purchase' },
    gives: { give: 'per-unit', tenThousandths: Math.round(pointsPerUnit * 10_000) },
    when: {},
    limits: {},
  };
  const own = earning.filter((rule) => !isOccasion(rule));
  const purchase = own.filter(({ kind }) => kind === 'purchase');
  return [usual, ...purchase, ...own.filter(({ kind }) => kind !== 'purchase')];
}

/** Why a sale does not meet a rule, whoever buys. */
export type Unmet =
  | 'nothing-counts'
  | 'not-on'
  | 'not-confirmed'
  | 'tier'
  | 'segment'
  | 'store'
  | 'channel'
  | 'time'
  | 'goods'
  | 'minimum';

/** A rule, and the goods that count for it, or why there are none. */
export type Judged =
  | { readonly rule: RuleOfSales; readonly goods: CountedGoods; readonly unmet: null }
  | { readonly rule: RuleOfSales; readonly unmet: Unmet };

const none: ReadonlySet<string> = new Set();

/** Every rule that is asked of a sale at a tier, by its own time. What was paid with excluded tenders meets none. */
export function judgedRules(program: EarningProgram, tier: Tier, sale: Sale): Judged[] {
  const { basket, soldAt } = sale;
  const { part, of } = countingPart(program, basket);
  const rules = rulesOf(program);
  if (basket.total.minor === 0 || part === 0) {
    return rules.map((rule) => ({ rule, unmet: 'nothing-counts' }));
  }
  const named = namedGoods(basket);
  const { channel = 'store' } = basket;
  const moment = momentOf(soldAt, program.timeZone);
  return rules.map((rule): Judged => {
    // An invitation is asked for its days when the friend joins; their purchases have a time of their own.
    if (rule.kind !== 'referral' && !isOn(rule, soldAt)) return { rule, unmet: 'not-on' };
    if (rule.kind === 'act' && !basket.acts?.includes(rule.id)) {
      return { rule, unmet: 'not-confirmed' };
    }
    const elsewhere = placeUnmet(rule.when, tier, sale.storeId, channel);
    if (elsewhere) return { rule, unmet: elsewhere };
    if (!isFor(rule, sale.segments ?? none)) return { rule, unmet: 'segment' };
    if (!fitsTime(rule.when, moment)) return { rule, unmet: 'time' };
    const goods = countedGoods(rule.when, named, basket.total.minor);
    if (!goods) return { rule, unmet: 'goods' };
    const enough = shareOf(goods.minor, part, of) >= (rule.when.minimumMinor ?? 0);
    return enough ? { rule, goods, unmet: null } : { rule, unmet: 'minimum' };
  });
}

/** The rules whose conditions a sale meets. */
export const fittingRules = (program: EarningProgram, tier: Tier, sale: Sale): Fitting[] =>
  judgedRules(program, tier, sale).flatMap((one) =>
    one.unmet === null ? [{ rule: one.rule, goods: one.goods }] : [],
  );

/** The acts that an associate of a store can confirm for a member now. */
export function actsAt(
  { earning = [] }: EarningProgram,
  tier: Tier,
  {
    storeId,
    at,
    segments,
  }: {
    readonly storeId: string;
    readonly at: number;
    readonly segments: ReadonlySet<string>;
  },
): EarningRule[] {
  return earning.filter(
    (rule) =>
      rule.kind === 'act' &&
      isOn(rule, at) &&
      fitsPlace(rule.when, tier, storeId, 'store') &&
      isFor(rule, segments),
  );
}

export const isOn = ({ from, until }: EarningRule, at: number): boolean =>
  (from === undefined || at >= from) && (until === undefined || at < until);

/** What of a place a rule does not allow; null: nothing. */
function placeUnmet(
  { tiers, stores, channels }: EarningConditions,
  tier: Tier | null,
  storeId: string | null,
  channel: Channel,
): 'tier' | 'store' | 'channel' | null {
  if (tiers && (tier === null || !tiers.includes(tier.id))) return 'tier';
  if (stores && (storeId === null || !stores.includes(storeId))) return 'store';
  return channels && !channels.includes(channel) ? 'channel' : null;
}

export const fitsPlace = (...place: Parameters<typeof placeUnmet>): boolean =>
  placeUnmet(...place) === null;

type Moment = ReturnType<typeof momentOf>;

/** Asked of the calendar once for all rules, and only if one asks. */
export function momentOf(at: number, timeZone: string) {
  let known: { day: ReturnType<typeof weekdayOf>; minute: number } | null = null;
  return () => {
    known ??= { day: weekdayOf(at, timeZone), minute: minuteOfDay(at, timeZone) };
    return known;
  };
}

export const fitsTime = (when: EarningConditions, moment: Moment): boolean =>
  (!when.days && !when.hours) || fitsHours(when, moment());
