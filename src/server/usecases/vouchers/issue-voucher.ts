import { isDeepStrictEqual } from 'node:util';
import { limits } from '#domain/limit.ts';
import { cause } from '#domain/points/ledger.ts';
import { drawFrom } from '#domain/points/lot.ts';
import { type CodeSource, codeSourceOf } from '#domain/program/code-source.ts';
import {
  type Program,
  type Reward,
  type RewardAtIssue,
  storeOf,
  usualReadyHours,
} from '#domain/program/program.ts';
import { hoursEnd, rewardOf, rewardRefusal } from '#domain/program/reward.ts';
import { givesAsShown, nearestPrice } from '#domain/program/reward-range.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { claimRedemptionId, redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import {
  addRedemption,
  redemptionRow,
  rewardAtIssue,
} from '#server/storage/vouchers/redemptions.ts';
import { takeStock } from '#server/storage/vouchers/reward-stocks.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { orderMint } from '#server/usecases/mint/order-mint.ts';
import { changePoints } from '#server/usecases/points/change-points.ts';
import { handOutCode } from '#server/usecases/pools/hand-out-code.ts';
import { atPrice } from './at-price.ts';
import { leftOf } from './codes-left.ts';
import { claimVoucherCodes } from './name-voucher.ts';
import { type Standing, situationOf, stockOf, weighMember } from './weigh-situation.ts';

export interface IssueWish {
  readonly memberId: string;
  /** Made by the caller and stored before sending: the same id is the same wish. */
  readonly id: string;
  readonly rewardId: string;
  /** The price that the member saw or chose, as their page sends it; absent: nobody saw one, or an older page. */
  readonly points?: string;
  /** What the prices of a range gave on their page (`rangeTerms`); absent or empty: an older page. */
  readonly terms?: string;
  /** Where the member is, by a poster or by their own choice; null: nobody knows. */
  readonly storeId: string | null;
  /** True: the shop has no signal, so the voucher gets one of the shop's own codes, good for hours. */
  readonly ready?: boolean;
  /** When it was used, by a till that was offline and reports it later: what may be had then counts; absent: now. */
  readonly usedAt?: number;
}

/**
 * Exchanges points for a voucher. A double tap, a retry after a lost answer and two phones at once are one redemption:
 * for the same id, or for a reward with a live voucher, the answer is that voucher and nothing is taken.
 * @returns the redemption's id. It is another one than the wish's when another phone was first
 * @throws Refused with the reason of `rewardRefusal`, `price-changed`, `reward-unknown`, `id-taken`, or `too-many-requests` for somebody
 * who issues and cancels without end
 */
export function issueVoucher(context: Context, wish: IssueWish): Promise<string> {
  return transact(context, async (work) => {
    await lockPresent(work, wish.memberId);
    const known = await answeredBefore(work, wish);
    if (known !== null) return known;
    const reward = rewardOf(work.program, wish.rewardId);
    if (!reward) throw new Refused({ key: 'reward-unknown' });
    refuseStrangeStore(work.program, wish.storeId);
    for (const limit of [limits.issue, limits.issueDay]) {
      refuseWhen(await countAgainst(work, limit, wish.memberId, work.at));
    }
    return issueInto(work, { ...wish, reward: chosen(work.program, reward, wish) });
  });
}

/** The reward at the price that the member chose, if that gives what they read; whoever says none takes the least. */
function chosen(
  program: Program,
  reward: Reward,
  { points, terms = '' }: Pick<IssueWish, 'points' | 'terms'>,
): RewardAtIssue {
  if (!reward.range) return reward;
  const price = Number(points ?? reward.points);
  const at = atPrice(program, reward, price);
  if (at && givesAsShown(reward, price, terms)) return at;
  throw new Refused({ key: 'price-changed', points: nearestPrice(reward, price) });
}

/** A poster's store is always one of ours. A store that a member chose could be any text. */
function refuseStrangeStore(program: Program, storeId: string | null): void {
  if (storeId === null || storeOf(program, storeId)) return;
  throw new Refused({ key: 'request-invalid', pointer: '/storeId', detail: 'no such store' });
}

/** The answer that this wish got when it was sent before, even if another phone was first then. */
async function answeredBefore(work: Work, wish: IssueWish): Promise<string | null> {
  const known = await redemptionById(work.db, wish.id);
  if (!known) return null;
  const row = await redemptionRow(work.db, known.member_id, known.redemption_id);
  const same = known.member_id === wish.memberId && row?.reward_id === wish.rewardId;
  // Whoever chose another amount must not get this one for an answer.
  const chosen = row && rewardAtIssue(row).chosen ? String(row.points) : wish.points;
  if (!same || (wish.points !== undefined && wish.points !== chosen))
    throw new Refused({ key: 'id-taken' });
  return known.redemption_id;
}

/**
 * The same inside a transaction that has locked the member; issuing again at the till uses it.
 * @param wish with a `source` where it is known: our own till redeems the voucher at once
 */
export async function issueInto(
  work: Work,
  wish: Omit<IssueWish, 'rewardId'> & { reward: RewardAtIssue; source?: CodeSource },
): Promise<string> {
  const { at } = work;
  const { memberId, reward, storeId } = wish;
  const usedAt = wish.usedAt ?? at;
  const standing = await weighMember(work, memberId, at);
  const twin = twinOf(standing, reward);
  await claimId(work, wish, twin?.id ?? wish.id);
  if (twin) return twin.id;
  // Nobody pays what they were not shown: the program may have changed since their page was drawn.
  if (wish.points !== undefined && wish.points !== String(reward.points))
    throw new Refused({ key: 'price-changed', points: reward.points });
  const { program } = work;
  const source = wish.source ?? codeSourceOf(program, reward, storeId);
  const stock = await stockOf(work, reward);
  const left =
    source === 'pool' ? ((await leftOf(work, [reward], storeId)).get(reward.id) ?? null) : stock;
  refuseWhen(rewardRefusal(program, reward, situationOf(standing, reward, storeId, left, usedAt)));

  if (typeof source !== 'string') throw new Refused(source);
  const shard = stock === null ? null : await takeStock(work, reward.id, shardHint(work.context));
  if (stock !== null && shard === null) throw new Refused({ key: 'sold-out' });
  const end = at + lifeMs(program, source, wish.ready);
  const expiresAt = Math.min(end, hoursEnd(program, reward, usedAt) ?? end);
  const named = { memberId, redemptionId: wish.id, reward, storeId, expiresAt };
  if (source === 'pool') await handOutCode(work, named);
  const profile = storeOf(program, storeId)?.scanner ?? null;
  // A minted code has no digits of ours, so our own tills never find it.
  const salts =
    source === 'own' ? await claimVoucherCodes(work, { memberId, id: wish.id, profile }) : noCodes;
  await addRedemption(work, {
    ...unused,
    member_id: memberId,
    id: wish.id,
    reward_id: reward.id,
    reward: JSON.stringify(reward),
    points: reward.points,
    issued_at: at,
    expires_at: expiresAt,
    store_id: storeId,
    tier_id: standing.tier.tier.id,
    code_source: source,
    ...salts,
    stock_shard: shard,
  });
  if (source === 'mint') await orderMint(work, { ...wish, at, expiresAt });
  const draws = reward.points === 0 ? [] : drawFrom(standing.lots, reward.points, at);
  if (!draws) throw new Error('the rule said the points were there');
  await changePoints(work, {
    memberId,
    storeId,
    draws,
    kind: 'redemption',
    points: -reward.points,
    cause: cause.issue(wish.id),
    redemptionId: wish.id,
    reason: { rule: 'issue', reward: reward.name, redemptionId: wish.id },
    event: {
      kind: 'redemption.issued',
      memberId,
      storeId,
      data: { redemptionId: wish.id, rewardId: reward.id, points: reward.points },
    },
  });
  return wish.id;
}

/**
 * The live voucher that stands for a wish. What a full card gave is one of its own: two cards are two rewards. So is
 * each amount that a member chose: nobody is given another one for it.
 */
export const twinOf = (
  { live }: Pick<Standing, 'live'>,
  reward: RewardAtIssue,
): RedemptionRow | undefined =>
  reward.earnedBy === undefined
    ? live.find((row) => row.reward_id === reward.id && (!reward.chosen || isOf(row, reward)))
    : undefined;

/** Whether a voucher is for the same points and gives as much: a range may have changed since. */
const isOf = (row: RedemptionRow, { points, worth }: RewardAtIssue): boolean =>
  row.points === points && isDeepStrictEqual(rewardAtIssue(row).worth, worth);

/** A code of our own is never kept ready for hours, because the phone can make a pass when it needs one. */
const lifeMs = (program: Program, source: CodeSource, ready = false): number =>
  ready && source !== 'own'
    ? (program.readyHours ?? usualReadyHours) * 60 * 60_000
    : program.voucherMinutes * 60_000;

async function claimId(
  work: Work,
  { id, memberId }: Pick<IssueWish, 'id' | 'memberId'>,
  redemptionId: string,
): Promise<void> {
  const claim = { id, member_id: memberId, redemption_id: redemptionId };
  // Another member may have made the same id at this moment.
  if (!(await claimRedemptionId(work, claim))) throw new Refused({ key: 'id-taken' });
}

/** What a row says of a voucher that nothing has become of. */
export const unused = {
  state: 'issued',
  reserved_until: null,
  reserved_store_id: null,
  reserved_till_id: null,
  basket_id: null,
  used_at: null,
  used_store_id: null,
  used_till_id: null,
  associate_id: null,
  receipt_number: null,
  entered: null,
  ended_at: null,
  end_reason: null,
  given_back: 0,
  reversed_by: null,
  replaced_by: null,
} as const;

const noCodes = { code_salt: 0, short_code_salt: null };

const shardHint = (context: Context): number => context.randomBytes(1)[0] ?? 0;
