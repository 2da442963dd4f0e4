import { passRepeatMs } from '#domain/pass/pass-step.ts';
import type { RewardAtIssue } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { amountAt, nearestPrice } from '#domain/program/reward-range.ts';
import { Refused } from '#domain/refusal.ts';
import type { Pass } from '#domain/scan/pass-payload.ts';
import type { PassScanRow } from '#server/storage/db/schema-passes.ts';
import { changeScan, lastIssuedScan, scanByKey } from '#server/storage/passes/pass-scans.ts';
import { slotRow } from '#server/storage/passes/reward-slots.ts';
import { claimRedemptionId, redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';
import { atPrice } from '#server/usecases/vouchers/at-price.ts';
import { issueInto } from '#server/usecases/vouchers/issue-voucher.ts';
import { type Found, standIn } from '#server/usecases/vouchers/stand-in.ts';
import { type AtTill, claimPass, passKeys } from './claim-pass.ts';
import { passMember } from './recognise-pass.ts';

/**
 * Issues the redemption that a pass stands for. What the till does with it commits in the same transaction, or neither
 * does. If the member has a live voucher for the same reward, that one is taken: the phone may not have heard of it.
 * @throws Refused as `claimPass`, `reward-unknown`, `reward-changed`, or why the reward can't be had
 */
export async function takePass(work: Work, pass: Pass, till: AtTill): Promise<Found> {
  const scan = await claimPass(work, pass, till);
  const memberId = scan.member_id;
  const known = await redemptionById(work.db, scan.redemption_id);
  if (known) return { memberId, redemptionId: known.redemption_id };
  const redemptionId =
    (await sameWish(work, scan)) ??
    (await issueInto(work, {
      memberId,
      id: scan.redemption_id,
      reward: await rewardIn(work, pass),
      storeId: till.storeId,
      // Our own till or API redeems it at once, so no shop's till has to know its code.
      source: 'own',
    }));
  await refuseOtherCode(work, memberId, redemptionId);
  await changeScan(work, scan, { state: 'issued', refusal: null });
  return { memberId, redemptionId };
}

/**
 * Refuses if a live voucher would be taken whose code a shop's own till knows: that till could give the reward a second
 * time.
 */
async function refuseOtherCode(work: Work, memberId: string, redemptionId: string): Promise<void> {
  const row = await redemptionRow(work.db, memberId, redemptionId);
  if (row && row.code_source !== 'own') throw new Refused({ key: 'live-elsewhere' });
}

/**
 * The redemption that the same phone got for the same reward a moment ago, unless it was undone. Null: the phone asks
 * for something new.
 */
async function sameWish(work: Work, scan: PassScanRow): Promise<string | null> {
  const last = await lastIssuedScan(work.db, scan);
  if (!last || scan.scanned_at >= last.scanned_at + passRepeatMs) return null;
  const known = await redemptionById(work.db, last.redemption_id);
  if (!known) throw new Error('a pass was issued as nothing');
  const { state } = await standIn(work, {
    memberId: scan.member_id,
    redemptionId: known.redemption_id,
  });
  if (state !== 'redeemed') return null;
  // From now on this pass names that redemption too.
  await claimRedemptionId(work, { ...known, id: scan.redemption_id });
  return known.redemption_id;
}

/**
 * The redemption that a pass was issued as, for a till that releases it: this function issues nothing.
 * @throws Refused `code-unknown`
 */
export async function issuedByPass(work: ReadWork, pass: Pass): Promise<Found> {
  const memberId = await passMember(work, pass);
  const scan = await scanByKey(work.db, memberId, passKeys(work.context, pass));
  const known = scan && (await redemptionById(work.db, scan.redemption_id));
  if (!known) throw new Refused({ key: 'code-unknown' });
  return { memberId, redemptionId: known.redemption_id };
}

/** The reward, at the price that the phone has shown. */
async function rewardIn(work: ReadWork, { slot }: Pass): Promise<RewardAtIssue> {
  const row = await slotRow(work.db, slot);
  const reward = row && rewardOf(work.program, row.reward_id);
  if (!reward) throw new Refused({ key: 'reward-unknown' });
  const shown = atPrice(work.program, reward, row.points);
  // A slot in force that says no amount is of this very program, from before amounts were kept.
  const isAsShown =
    row.worth === null
      ? row.gone_at === null || !reward.range
      : row.worth === amountAt(reward, row.points);
  if (shown && isAsShown) return shown;
  throw new Refused({ key: 'reward-changed', points: nearestPrice(reward, row.points) });
}
