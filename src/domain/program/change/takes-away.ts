import type { EarningRule } from '#domain/program/earning-rule.ts';
import { expiryOf } from '#domain/program/expiry.ts';
import type { Program, Reward, Tier } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';

/** Something that another version of a program takes away from members. */
export type TakenAway =
  | { readonly what: 'reward-gone'; readonly name: Text; readonly points: number }
  | {
      readonly what: 'reward-dearer';
      readonly name: Text;
      readonly from: number;
      readonly to: number;
    }
  /** What it gives, or when and where it can be had, became less. */
  | {
      readonly what: 'reward-less';
      readonly name: Text;
      readonly points: number;
      readonly keys: readonly string[];
    }
  | { readonly what: 'tier-gone' | 'tier-less'; readonly name: Text }
  | { readonly what: 'rule-gone' | 'rule-less'; readonly name: Text }
  | { readonly what: 'expiry-sooner' }
  /** Points for each unit of currency. */
  | { readonly what: 'earns-less'; readonly from: number; readonly to: number };

/** What `after` takes away from members, in the order of the file. What can be read as a gain is not among it. */
export function takesAway(before: Program, after: Program): TakenAway[] {
  return [
    ...(after.pointsPerUnit < before.pointsPerUnit
      ? [{ what: 'earns-less' as const, from: before.pointsPerUnit, to: after.pointsPerUnit }]
      : []),
    ...(endsSooner(before, after) ? [{ what: 'expiry-sooner' as const }] : []),
    ...before.tiers.flatMap((tier) => tierLoss(tier, byId(after.tiers, tier.id))),
    ...(before.earning ?? []).flatMap((rule) => ruleLoss(rule, byId(after.earning ?? [], rule.id))),
    ...before.rewards.flatMap((reward) =>
      rewardLoss(reward, byId(after.rewards, reward.id), after),
    ),
  ];
}

const byId = <T extends { readonly id: string }>(things: readonly T[], id: string): T | undefined =>
  things.find((one) => one.id === id);

/** From the end of a year to that of a day, each ends points sooner than the one before it. */
const lateness = ['day', 'month', 'quarter', 'year', 'inactivity'] as const;

function endsSooner(before: Program, after: Program): boolean {
  if (after.pointsLastMonths !== before.pointsLastMonths)
    return after.pointsLastMonths < before.pointsLastMonths;
  return lateness.indexOf(expiryOf(after).ends) < lateness.indexOf(expiryOf(before).ends);
}

function tierLoss({ name, rateHundredths, perks }: Tier, after: Tier | undefined): TakenAway[] {
  if (!after) return [{ what: 'tier-gone', name }];
  const fewer = after.perks.length < perks.length || after.rateHundredths < rateHundredths;
  return fewer ? [{ what: 'tier-less', name }] : [];
}

function ruleLoss(before: EarningRule, after: EarningRule | undefined): TakenAway[] {
  if (!after) return [{ what: 'rule-gone', name: before.name }];
  const less =
    givenBy(after) < givenBy(before) ||
    isSooner(after.until, before.until) ||
    ('every' in before && 'every' in after && Number(after.every) > Number(before.every));
  return less ? [{ what: 'rule-less', name: before.name }] : [];
}

/** Of two rules of one kind the one with more gives more. */
function givenBy(rule: EarningRule): number {
  if ('points' in rule) return rule.points;
  const { gives } = rule;
  if (gives.give === 'times') return gives.hundredths;
  return gives.give === 'per-unit' ? gives.tenThousandths : gives.points;
}

function rewardLoss(before: Reward, after: Reward | undefined, program: Program): TakenAway[] {
  const { name, points } = before;
  if (!after) return [{ what: 'reward-gone', name, points }];
  if (after.points > points)
    return [{ what: 'reward-dearer', name, from: points, to: after.points }];
  const keys = [
    ...(worthOf(after) < worthOf(before) ? ['worth'] : []),
    ...(isSooner(after.until, before.until) ? ['until'] : []),
    ...(tierRank(after, program) > tierRank(before, program) ? ['tier'] : []),
    ...((after.minimumMinor ?? 0) > (before.minimumMinor ?? 0) ? ['minimum'] : []),
    ...(isNarrower(before.stores, after.stores) ? ['stores'] : []),
    ...(isNarrower(before.days, after.days) ? ['days'] : []),
    ...((after.stock ?? Infinity) < (before.stock ?? Infinity) ? ['stock'] : []),
    ...(!before.perMember && after.perMember ? ['per-member'] : []),
  ];
  return keys.length > 0 ? [{ what: 'reward-less', name, points, keys }] : [];
}

const isSooner = (after: number | undefined, before: number | undefined): boolean =>
  (after ?? Infinity) < (before ?? Infinity);

/** Amounts of one kind can be compared, other worths can't: 0. */
function worthOf({ worth }: Reward): number {
  if (worth.kind === 'amount-off') return worth.minor;
  return worth.kind === 'percent-off' ? worth.percent : 0;
}

const tierRank = ({ tier }: Reward, { tiers }: Program): number =>
  tier === undefined ? 0 : tiers.findIndex(({ id }) => id === tier);

/** Whether something that was allowed is not any more; absent: everything is. */
const isNarrower = (
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): boolean =>
  after !== undefined && (before === undefined || before.some((one) => !after.includes(one)));
