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

/** What its prices give, as a page sends it back with the price that was chosen; null: it has one price. */
export const rangeTerms = ({ points, worth, range }: Reward): string | null =>
  range && worth.kind === 'amount-off'
    ? [points, worth.minor, range.step, range.addsMinor].join('/')
    : null;

/** Whether a price gives what it gave by the terms that a page showed; what are no terms is an older page's. */
export function givesAsShown(reward: Reward, points: number, terms: string): boolean {
  if (!/^\d+(\/\d+){3}$/.test(terms)) return true;
  const [least = 0, minor = 0, step = 1, adds = 0] = terms.split('/').map(Number);
  return amountAt(reward, points) === minor + ((points - least) / step) * adds;
}

/** The price that stands for one that is gone: the next lower one, or the least. */
export const nearestPrice = (reward: Reward, points: number): number =>
  pricesOf(reward)
    .filter((price) => price <= points)
    .at(-1) ?? reward.points;

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
