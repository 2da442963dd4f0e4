import type { TillNearly, TillOffer } from '#contract/till-members.ts';
import { codeSourceOf } from '#domain/program/code-source.ts';
import { frozenRefusal } from '#domain/program/frozen.ts';
import type { Program, Reward, RewardAtIssue } from '#domain/program/program.ts';
import { rewardRefusal, storeRefusal } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { atLeast } from '#server/usecases/vouchers/at-price.ts';
import { leftOf } from '#server/usecases/vouchers/codes-left.ts';
import { twinOf } from '#server/usecases/vouchers/issue-voucher.ts';
import { showRewardAtTill } from '#server/usecases/vouchers/show-reward.ts';
import { type Standing, situationOf } from '#server/usecases/vouchers/weigh-situation.ts';

export interface Suggestions {
  /** What the member can have in this store now. */
  readonly rewards: readonly TillOffer[];
  /** Rewards that only lack points, the nearest first. */
  readonly nearly: readonly TillNearly[];
}

/** More than this would be a list and no suggestion. */
const nearlyAtMost = 3;

/** What an associate can suggest to a member, in the words of the till. */
export async function suggestRewards(
  work: ReadWork,
  standing: Standing,
  here: { storeId: string; language: string },
): Promise<Suggestions> {
  const { program } = work;
  const left = await leftOf(work, program.rewards, here.storeId);
  const weighed = program.rewards
    .map((one) => atLeast(program, one))
    .map((reward) => ({
      reward,
      refusal: giveRefusal(work, standing, reward, {
        storeId: here.storeId,
        left: left.get(reward.id) ?? null,
      }),
    }));
  const nearly = weighed.flatMap(({ reward, refusal }) =>
    refusal?.key === 'points-short' ? [{ reward, missing: refusal.missing }] : [],
  );
  return {
    rewards: weighed
      .filter(({ refusal }) => refusal === null)
      .map(({ reward }) => ({
        ...showRewardAtTill(program, reward, here.language),
        voucherOpen: twinOf(standing, reward) !== undefined,
      })),
    nearly: nearly
      .sort((a, b) => a.missing - b.missing)
      .slice(0, nearlyAtMost)
      .map(({ reward, missing }) => ({
        id: reward.id,
        name: textIn(reward.name, here.language),
        points: reward.points,
        missing,
      })),
  };
}

/**
 * Why a till can't give a member a reward, or null. If the member holds a live voucher for it, that voucher would be
 * redeemed: its points are paid and its stock is taken already.
 */
export function giveRefusal(
  { program, at }: ReadWork,
  standing: Standing,
  reward: RewardAtIssue,
  { storeId, left }: { storeId: string; left: number | null },
): Refusal | null {
  const held = twinOf(standing, reward);
  return held
    ? (frozenRefusal(standing.frozenAt, at) ??
        storeRefusal(program, reward, storeId) ??
        heldRefusal(program, reward, held, storeId))
    : rewardRefusal(program, reward, situationOf(standing, reward, storeId, left, at));
}

/**
 * Why a member's live voucher can't be used in this store, or null. A code that only one shop's till knows is worth
 * nothing in another shop, and a member has one voucher at a time for each reward.
 */
export function heldRefusal(
  program: Program,
  reward: Reward,
  held: Pick<RedemptionRow, 'code_source' | 'store_id'>,
  storeId: string,
): Refusal | null {
  const isOurs = held.code_source === 'own';
  const serves = held.code_source === codeSourceOf(program, reward, storeId);
  return serves && (isOurs || held.store_id === null || held.store_id === storeId)
    ? null
    : { key: 'live-elsewhere' };
}
