import type { PaidMembership } from '#domain/program/paid-membership.ts';
import type { RewardAtIssue } from '#domain/program/program.ts';

/** What a term has given, minor units: each part is rounded down by itself, and `total` is their sum. */
export interface TermWorth {
  /** Rewards that only the tier may have, less what their points are worth. */
  readonly rewards: number;
  /** Of those, free shipping: it is said by itself. */
  readonly shipping: number;
  /** Points that the tier's rate and its rules gave beyond the tier that the member would have had. */
  readonly points: number;
  readonly total: number;
}

/** What of a program says what things are worth. */
export type Valuing = Pick<PaidMembership, 'pointWorthMillionths' | 'rewardWorthMinor'>;

/** A reward that was used in the term, and would not have been the member's without it. */
export interface UsedReward {
  readonly reward: RewardAtIssue;
  /** What it took off, as the till told with the purchase, minor units; null: no till did. */
  readonly offMinor: number | null;
}

const millionth = 1_000_000n;

/** What points are worth by the program, minor units, rounded down. */
export const worthOfPoints = ({ pointWorthMillionths = 0 }: Valuing, points: number): number =>
  Number((BigInt(Math.max(0, points)) * BigInt(pointWorthMillionths)) / millionth);

/**
 * What a term has given so far.
 * @param extraPoints what it gave beyond the tier that the member would have had
 */
export function termWorth(
  valuing: Valuing,
  used: readonly UsedReward[],
  extraPoints: number,
): TermWorth {
  let [rewards, shipping] = [0, 0];
  for (const one of used) {
    const worth = Math.max(0, worthOf(valuing, one) - worthOfPoints(valuing, one.reward.points));
    if (one.reward.worth.kind === 'free-shipping') shipping += worth;
    else rewards += worth;
  }
  const points = worthOfPoints(valuing, extraPoints);
  return { rewards, shipping, points, total: rewards + shipping + points };
}

/** What the till told is exact; else what the file or the reward says; else nothing, as nobody knows. */
function worthOf({ rewardWorthMinor = {} }: Valuing, { reward, offMinor }: UsedReward): number {
  if (offMinor !== null) return offMinor;
  if (reward.worth.kind === 'amount-off') return reward.worth.minor;
  return rewardWorthMinor[reward.id] ?? 0;
}
