import type { Program, Reward, Tier } from '#domain/program/program.ts';
import { reachesTier } from '#domain/program/tier.ts';
import { minorDigits } from '#domain/values/currency.ts';

/** What a point brings at best by a reward, minor units; null: the reward says no amount. */
export function minorPerPoint({ worth, points, range }: Reward): number | null {
  if (worth.kind !== 'amount-off' || points === 0) return null;
  const least = worth.minor / points;
  if (!range) return least;
  const most = worth.minor + ((range.to - points) / range.step) * range.addsMinor;
  return Math.max(least, most / range.to);
}

/** The tiers that may have a reward. */
export const tiersFor = (program: Program, { tier }: Reward): Tier[] =>
  program.tiers.filter(({ id }) => tier === undefined || reachesTier(program, id, tier));

/**
 * How much of what is paid comes back by a reward, per cent.
 * @param rateHundredths what the tier makes of a point, 100 is one
 */
export const percentBack = (program: Program, perPoint: number, rateHundredths: number): number =>
  (program.pointsPerUnit * rateHundredths * perPoint) / 10 ** minorDigits(program.currency);

/** What a point brings at best to members of a tier, minor units; null: no reward of theirs says an amount. */
export function bestPerPoint(program: Program, tier: Tier): number | null {
  const theirs = program.rewards
    .filter((reward) => tiersFor(program, reward).includes(tier))
    .flatMap((reward) => minorPerPoint(reward) ?? []);
  return theirs.length === 0 ? null : Math.max(...theirs);
}

/** Rounded for a sentence: 7.5, not 7.4999. */
export const rounded = (percent: number): number => Math.round(percent * 10) / 10;

/** What a point is worth, millionths of a minor unit, and who says so. */
export interface PointWorth {
  readonly millionths: number;
  readonly by: 'program' | 'reward';
}

/** By the program's file, or else the most that a reward gives for a point; null: nothing says an amount. */
export function pointWorth({ rewards, paidMemberships }: Program): PointWorth | null {
  const said = paidMemberships?.find((one) => one.pointWorthMillionths !== undefined);
  if (said?.pointWorthMillionths !== undefined)
    return { millionths: said.pointWorthMillionths, by: 'program' };
  const best = Math.max(0, ...rewards.map((reward) => minorPerPoint(reward) ?? 0));
  return best === 0 ? null : { millionths: Math.round(best * 1_000_000), by: 'reward' };
}

/** What points are worth, minor units, rounded down; below 0 points: nothing. */
export const worthOf = ({ millionths }: PointWorth, points: number): number =>
  Number((BigInt(Math.max(0, points)) * BigInt(millionths)) / 1_000_000n);
