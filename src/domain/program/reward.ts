import type { Refusal } from '#domain/refusal.ts';
import { periodAt } from '#domain/values/period.ts';
import { codeSourceOf } from './code-source.ts';
import type { Program, Reward } from './program.ts';
import { reachesTier } from './tier.ts';

/** What decides whether a member can have a reward now. */
export interface Situation {
  readonly at: number;
  /** Points that may be spent. */
  readonly spendable: number;
  readonly tierId: string;
  /** Where the member is, as a poster or a till says; null: nobody knows. */
  readonly storeId: string | null;
  /** How many are left; null: no limit. */
  readonly stockLeft: number | null;
  readonly liveVouchers: number;
  /** When the member has had this reward, if the program counts that; the latest last. */
  readonly hadAt: readonly number[];
}

/**
 * Why a member can't have a reward; null: they can. The disabled button, issuing and the till all ask this. Reasons
 * that time does not mend come first, so that nobody saves for a reward that is over.
 */
export function rewardRefusal(
  program: Program,
  reward: Reward,
  situation: Situation,
): Refusal | null {
  const { at, spendable, tierId, storeId, stockLeft, liveVouchers } = situation;
  if (reward.until !== undefined && at >= reward.until) return { key: 'ended' };
  if (stockLeft !== null && stockLeft <= 0) return { key: 'sold-out' };
  if (reward.from !== undefined && at < reward.from) return { key: 'not-begun', from: reward.from };
  if (reward.tier !== undefined && !reachesTier(program, tierId, reward.tier)) {
    return { key: 'tier-required', tier: reward.tier };
  }
  const elsewhere = storeRefusal(program, reward, storeId);
  if (elsewhere) return elsewhere;
  const enough = limitRefusal(program, reward, situation);
  if (enough) return enough;
  // A free reward needs no points, even from a member in debt.
  if (reward.points > 0 && spendable < reward.points)
    return { key: 'points-short', missing: reward.points - spendable };
  if (liveVouchers >= program.liveVouchersAtMost) {
    return { key: 'too-many-live', limit: program.liveVouchersAtMost };
  }
  // Last, because the member can choose a shop at once.
  const source = codeSourceOf(program, reward, storeId);
  return typeof source === 'string' ? null : source;
}

/**
 * Why a member has had it often enough; null: they have not. It comes before the points, because nobody should save for
 * it then.
 */
function limitRefusal(
  { timeZone }: Program,
  { perMember }: Reward,
  { at, hadAt }: Situation,
): Refusal | null {
  if (!perMember) return null;
  const { count, every } = perMember;
  const { startedAt, endsAt } = periodAt(at, every, timeZone);
  const had = hadAt.filter((one) => one >= startedAt).length;
  return had >= count ? { key: 'limit-reached', count, every, again: endsAt } : null;
}

/** Why a reward can't be had in a store; null: it can. An unknown store is no reason: the till will know. */
export function storeRefusal(
  program: Program,
  reward: Reward,
  storeId: string | null,
): Refusal | null {
  if (storeId === null || !reward.stores || reward.stores.includes(storeId)) return null;
  const names = program.stores.filter((store) => reward.stores?.includes(store.id));
  return { key: 'not-in-this-store', stores: names.map((store) => store.name) };
}

export const rewardOf = (program: Program, id: string): Reward | null =>
  program.rewards.find((reward) => reward.id === id) ?? null;
