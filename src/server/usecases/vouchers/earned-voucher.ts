import { cause } from '#domain/points/ledger.ts';
import { secondChanceDays } from '#domain/points/lot.ts';
import type { Reward, RewardAtIssue } from '#domain/program/program.ts';
import { type Text, textIn } from '#domain/program/text.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { moveAward } from '#server/storage/purchases/awards.ts';
import { claimRedemptionId } from '#server/storage/vouchers/redemption-ids.ts';
import { addRedemption, rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { changePoints } from '#server/usecases/points/change-points.ts';
import { unused } from './issue-voucher.ts';
import { claimVoucherCodes } from './name-voucher.ts';

/** Whom a full card gives a voucher, and where the sale was that filled it. */
interface Earned {
  readonly memberId: string;
  readonly id: string;
  readonly storeId: string | null;
  readonly tierId: string | null;
  readonly expiresAt: number;
}

/**
 * Gives a voucher for a full card. It costs nothing, and asks neither a tier nor a limit; what a purchase must come to
 * it asks as ever. The caller has locked the member.
 */
export function giveEarned(
  work: Work,
  { days, ...to }: Omit<Earned, 'expiresAt'> & { readonly days: number },
  reward: Reward,
  rule: { readonly id: string; readonly name: Text },
): Promise<void> {
  const { tier, early, perMember, ...asked } = reward;
  const atIssue = { ...asked, points: 0, earnedBy: rule.id };
  const expiresAt = endOfDayAfterDays(work.at, days, work.program.timeZone);
  return add(work, { ...to, expiresAt }, atIssue, { name: rule.name });
}

/**
 * The voucher of a full card that a till undid comes again: with its own end, or a week when that is near or over. One
 * of a membership that was merged comes to the one that goes on; the award of the card stays in the books where it was.
 */
export async function giveEarnedAgain(work: Work, row: RedemptionRow): Promise<void> {
  const atIssue = rewardAtIssue(row);
  if (atIssue.earnedBy === undefined) return;
  const memberId = await goesOnAs(work.db, row.member_id);
  if (memberId !== row.member_id) await work.lockMember(memberId);
  const id = makeId(work.context);
  const week = endOfDayAfterDays(work.at, secondChanceDays, work.program.timeZone);
  await add(
    work,
    {
      memberId,
      id,
      storeId: row.store_id,
      tierId: row.tier_id,
      expiresAt: Math.max(row.expires_at, week),
    },
    atIssue,
    null,
  );
  await moveAward(work, memberId, { from: row.id, to: id });
}

/** @param card whose name stands in the history; null: it stands there already */
async function add(
  work: Work,
  { memberId, id, storeId, tierId, expiresAt }: Earned,
  reward: RewardAtIssue,
  card: { readonly name: Text } | null,
): Promise<void> {
  await claimRedemptionId(work, { id, member_id: memberId, redemption_id: id });
  // Of any store: no till has to know more than our own digits.
  const salts = await claimVoucherCodes(work, { memberId, id, profile: null });
  await addRedemption(work, {
    ...unused,
    ...salts,
    member_id: memberId,
    id,
    reward_id: reward.id,
    reward: JSON.stringify(reward),
    points: 0,
    stock_shard: null,
    code_source: 'own',
    issued_at: work.at,
    expires_at: expiresAt,
    store_id: storeId,
    tier_id: tierId,
  });
  await changePoints(work, {
    memberId,
    storeId,
    draws: [],
    points: 0,
    redemptionId: id,
    kind: 'redemption',
    cause: cause.issue(id),
    reason: {
      rule: 'issue',
      reward: card ? both(reward.name, card.name) : reward.name,
      redemptionId: id,
    },
    event: {
      kind: 'redemption.issued',
      memberId,
      storeId,
      data: { redemptionId: id, rewardId: reward.id, points: 0 },
    },
  });
}

/** What was given, and by which rule, in every language that either is written in. */
function both(reward: Text, rule: Text): Text {
  const languages = new Set([...Object.keys(reward), ...Object.keys(rule)]);
  const said = [...languages].map((language) => [
    language,
    `${textIn(reward, language)} (${textIn(rule, language)})`,
  ]);
  return { en: `${reward.en} (${rule.en})`, ...Object.fromEntries(said) };
}
