import { type Holding, toSpend } from '#domain/points/debt.ts';
import type { Program, Reward } from '#domain/program/program.ts';
import type { Situation } from '#domain/program/reward.ts';
import { periodAt } from '#domain/values/period.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import {
  rewardAtIssue,
  rewardsHad,
  scannableRedemptions,
} from '#server/storage/vouchers/redemptions.ts';
import { stockLeft } from '#server/storage/vouchers/reward-stocks.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { type MemberTier, tierOfMember } from '#server/usecases/standing/member-tier.ts';

/** Everything about a member that the rules ask for. The caller adds a reward's stock. */
export interface Standing extends Holding {
  /** When the membership was frozen; null: it is not. */
  readonly frozenAt: number | null;
  /** Below zero while there is a debt. */
  readonly spendable: number;
  readonly tier: MemberTier;
  /** Those in which the member is, of the segments that rewards name. */
  readonly segments: ReadonlySet<string>;
  /** Vouchers whose time runs: the same reward again returns the same voucher, and they count against the limit. */
  readonly live: readonly RedemptionRow[];
  /** Vouchers whose time is over but which tills still take: they stop the member from nothing. */
  readonly late: readonly RedemptionRow[];
  /** When the member has had each reward that has a limit per member. */
  readonly had: ReadonlyMap<string, readonly number[]>;
}

export async function weighMember(
  work: ReadWork,
  memberId: string,
  at = work.at,
): Promise<Standing> {
  const holding = await holdingOf(work.db, memberId);
  const scannable = await scannableRedemptions(work.db, memberId, at);
  const live = scannable.filter((row) => at < row.expires_at);
  const late = scannable.filter((row) => at >= row.expires_at);
  const tier = await tierOfMember(work, memberId, at);
  const had = await rewardsHad(work.db, memberId, countedSince(work.program, at));
  const spendable = toSpend(holding, at);
  const asked = work.program.rewards.flatMap(({ segments = [] }) => segments);
  const segments = await segmentsOf(work, memberId, { ids: asked, at, tier: tier.tier, spendable });
  return { ...holding, spendable, tier, segments, live, late, had };
}

/** The rewards with a limit per member, and from when on they are counted. */
const countedSince = (program: Program, at: number): ReadonlyMap<string, number> =>
  new Map(
    program.rewards.flatMap(({ id, perMember }) =>
      perMember ? [[id, periodAt(at, perMember.every, program.timeZone).startedAt] as const] : [],
    ),
  );

/**
 * How many of a reward are left; null: it has no stock. A count from an earlier program waits unused while the program
 * gives the reward no stock.
 */
export async function stockOf({ db }: ReadWork, { id, stock }: Reward): Promise<number | null> {
  return stock === undefined ? null : ((await stockLeft(db, [id])).get(id) ?? null);
}

export const situationOf = (
  standing: Standing,
  reward: Reward,
  storeId: string | null,
  stockLeft: number | null,
  at: number,
): Situation => ({
  at,
  frozenAt: standing.frozenAt,
  spendable: standing.spendable,
  tierId: standing.tier.tier.id,
  segments: standing.segments,
  storeId,
  stockLeft,
  // What a full card gave stands in nobody's way.
  liveVouchers: standing.live.filter((row) => rewardAtIssue(row).earnedBy === undefined).length,
  hadAt: standing.had.get(reward.id) ?? [],
});
