import type { Reward, RewardAtIssue } from './program.ts';

/** More would be a list to search, and each is a slot of a pass. */
export const choicesAtMost = 25;

/** Every price that a reward may have, the least first. One without a range has its one price. */
export const pricesOf = ({ points, range }: Reward): readonly number[] =>
  range
    ? Array.from(
        { length: (range.to - points) / range.step + 1 },
        (_, i) => points + i * range.step,
      )
    : [points];

/** The amount off that a price gives, minor units; null: it is no price of the reward, or the worth is no amount. */
export function amountAt({ points: least, worth, range }: Reward, points: number): number | null {
  if (worth.kind !== 'amount-off') return null;
  if (points === least) return worth.minor;
  if (!range || !Number.isInteger(points) || points < least || points > range.to) return null;
  const steps = (points - least) / range.step;
  return Number.isInteger(steps) ? worth.minor + steps * range.addsMinor : null;
}

/**
 * A reward at one of its prices, as its voucher keeps it: with the worth of that price, and nothing left to choose; null:
 * that is none of its prices.
 */
export function rewardAt(reward: Reward, points: number): RewardAtIssue | null {
  if (!reward.range) return points === reward.points ? reward : null;
  const minor = amountAt(reward, points);
  if (minor === null) return null;
  const { range: _, ...fixed } = reward;
  return { ...fixed, points, worth: { kind: 'amount-off', minor }, chosen: true };
}
