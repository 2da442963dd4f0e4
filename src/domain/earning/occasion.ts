import {
  inOrder,
  type JoiningRule,
  type NewsletterRule,
  type OccasionRule,
} from '#domain/program/earning-rule.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { fitsPlace, fitsTime, isOn, momentOf } from './fitting.ts';
import { type Given, leftOf, roomFor } from './room.ts';

/** When, where and at which tier an occasion is. */
export interface OccasionPlace {
  readonly at: number;
  /** Null: in no store. */
  readonly storeId: string | null;
  /** Null: it does not matter, because the rule asks for none. */
  readonly tier: Tier | null;
}

/**
 * What a rule gives for an occasion: its points, of a budget at most what is left, or 0. Whether it gave for this
 * occasion before is for the caller to know.
 */
export function occasionPoints(
  rule: OccasionRule,
  { at, storeId, tier }: OccasionPlace,
  given: Given,
  timeZone: string,
): number {
  if (!isOn(rule, at) || !fitsPlace(rule.when, tier, storeId, 'store')) return 0;
  if (!fitsTime(rule.when, momentOf(at, timeZone))) return 0;
  if (roomFor(rule, given, at, timeZone) === 0) return 0;
  return Math.min(rule.points, leftOf(rule, given.inAll).left);
}

type Joined = Pick<Program, 'welcomePoints' | 'earning' | 'tiers' | 'timeZone'>;

export const joiningRules = ({ earning = [] }: Pick<Program, 'earning'>): JoiningRule[] =>
  inOrder(earning.filter((rule) => rule.kind === 'joining'));

export const newsletterRules = ({ earning = [] }: Pick<Program, 'earning'>): NewsletterRule[] =>
  inOrder(earning.filter((rule) => rule.kind === 'newsletter'));

/** What somebody gets who joins at an instant, in a store or in none: welcome points and rules together. */
export function joiningPoints(
  program: Joined,
  { at, storeId }: Omit<OccasionPlace, 'tier'>,
  inAll: Given['inAll'],
): number {
  const [tier] = program.tiers;
  if (!tier) return program.welcomePoints;
  const given = { toMember: new Map<string, never>(), inAll };
  return joiningRules(program).reduce(
    (sum, rule) => sum + occasionPoints(rule, { at, storeId, tier }, given, program.timeZone),
    program.welcomePoints,
  );
}

/** What joining gives whenever and wherever it is: what may be printed on paper. */
export const lastingJoiningPoints = (program: Joined): number =>
  joiningRules(program)
    .filter(({ from, until, when, limits }) => {
      const asks = Object.keys(when).length + Object.keys(limits).length;
      return asks === 0 && from === undefined && until === undefined;
    })
    .reduce((sum, { points }) => sum + points, program.welcomePoints);
