import type { Refusal } from '#domain/refusal.ts';
import type { Money } from '#domain/values/money.ts';
import { periodAt } from '#domain/values/period.ts';
import { closesAfter, isOpenAt, opensAfter } from '#domain/values/weekly-hours.ts';
import { codeSourceOf } from './code-source.ts';
import { frozenRefusal } from './frozen.ts';
import { amountOff, type Program, type Reward } from './program.ts';
import { reachesTier } from './tier.ts';

/** What decides whether a member can have a reward now. */
export interface Situation {
  readonly at: number;
  /** When the membership was frozen; null: it is not. */
  readonly frozenAt: number | null;
  /** Points that may be spent. */
  readonly spendable: number;
  readonly tierId: string;
  /** The segments in which the member is, of those that rewards name; null: it was asked before, when it was issued. */
  readonly segments: ReadonlySet<string> | null;
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
  if (!isFor(reward, situation.segments)) return { key: 'reward-unknown' };
  const frozen = frozenRefusal(situation.frozenAt, at);
  if (frozen) return frozen;
  if (stockLeft !== null && stockLeft <= 0) return { key: 'sold-out' };
  const from = beginsFor(program, reward, tierId);
  if (from !== null && at < from) return { key: 'not-begun', from };
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
  const closed = hoursRefusal(program, reward, at);
  if (closed) return closed;
  if (liveVouchers >= program.liveVouchersAtMost) {
    return { key: 'too-many-live', limit: program.liveVouchersAtMost };
  }
  // Last, because the member can choose a shop at once.
  const source = codeSourceOf(program, reward, storeId);
  return typeof source === 'string' ? null : source;
}

/** Whether a reward is for somebody in these segments. Who is in none of its own does not see it. */
const isFor = ({ segments }: Reward, own: Situation['segments']): boolean =>
  !segments || own === null || segments.some((id) => own.has(id));

/** From when on members of a tier may have a reward; null: always. */
function beginsFor(program: Program, { from, early = [] }: Reward, tierId: string): number | null {
  const theirs = early.filter(({ tier }) => reachesTier(program, tierId, tier));
  return from === undefined ? null : Math.min(from, ...theirs.map((one) => one.from));
}

/** Why it can't be had at this hour; null: it can. */
function hoursRefusal({ timeZone }: Program, reward: Reward, at: number): Refusal | null {
  if (!hasHours(reward) || isOpenAt(reward, at, timeZone)) return null;
  const from = opensAfter(reward, at, timeZone);
  if (from === null) throw new Error('hours of a week come again');
  return { key: 'not-begun', from, hour: true };
}

/** When a voucher for it ends at the latest, because its hours do; null: with its own time. */
export const hoursEnd = ({ timeZone }: Program, reward: Reward, at: number): number | null =>
  hasHours(reward) ? closesAfter(reward, at, timeZone) : null;

const hasHours = ({ days, hours }: Reward): boolean => days !== undefined || hours !== undefined;

/** Why a sale of an amount is not enough for it; null: it is, or nobody knows the amount. */
export function minimumRefusal(
  program: Program,
  { minimumMinor = 0 }: Reward,
  total: Money | undefined,
): Refusal | null {
  if (total === undefined) return null;
  if (total.currency !== program.currency) {
    return { key: 'currency-other', expected: program.currency };
  }
  return total.minor < minimumMinor
    ? { key: 'minimum-spend', money: amountOff(minimumMinor, program) }
    : null;
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
