import type { Program, Reward } from '#domain/program/program.ts';
import { rewardRefusal } from '#domain/program/reward.ts';

/** Where and with what somebody joins. */
interface Joining {
  readonly at: number;
  /** What joining gives, in whole points. */
  readonly points: number;
  /** Where they are, as a poster says; null: nobody knows. */
  readonly storeId: string | null;
}

/**
 * The first reward of the program that somebody who has just joined can pay with what joining gives; null: none. Free
 * rewards are left out, because no gift is needed for them, and so are those with a limited stock, because they may be gone.
 */
export function giftBuys(program: Program, { points, ...here }: Joining): Reward | null {
  const newcomer = {
    ...here,
    frozenAt: null,
    spendable: points,
    tierId: program.tiers[0]?.id ?? '',
    segments: new Set<string>(),
    stockLeft: null,
    liveVouchers: 0,
    hadAt: [],
  };
  const can = (reward: Reward) =>
    reward.points > 0 &&
    reward.stock === undefined &&
    rewardRefusal(program, reward, newcomer) === null;
  return program.rewards.find(can) ?? null;
}
