import type { TillVoucher } from '#contract/till.ts';
import { tierNameOf } from '#domain/program/gone.ts';
import { storeRefusal } from '#domain/program/reward.ts';
import { decideRedeem, holdOf, stateAt, type Use } from '#domain/redemption/redemption.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { memberById } from '#server/storage/people/members.ts';
import {
  redemptionRow,
  rewardAtIssue,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { frozenFor } from '#server/usecases/redemptions/refuse-frozen.ts';
import { issueAgainRefusal } from '#server/usecases/vouchers/issue-again.ts';
import { showRewardAtTill } from '#server/usecases/vouchers/show-reward.ts';
import { type Found, standIn } from '#server/usecases/vouchers/stand-in.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';

/** Which till reads it, and in which language. */
interface Reader {
  readonly tillId: string;
  readonly storeId: string;
  readonly language: string;
}

/** A voucher as it is here and now, and whether it can be given. */
export async function showVoucherAtTill(
  work: ReadWork,
  found: Found,
  reader: Reader,
): Promise<TillVoucher> {
  const row = await standIn(work, found);
  const refusal = await refusalHere(work, row, reader);
  return { ...(await describe(work, row, reader.language)), refusal };
}

/**
 * A redemption that was just redeemed or reversed, in the same words. "Already used" is no refusal here: it is what the
 * till asked for.
 */
export async function showRedemptionAtTill(
  work: ReadWork,
  found: Found,
  reader: Pick<Reader, 'language'>,
): Promise<TillVoucher> {
  const row = await redemptionRow(work.db, found.memberId, found.redemptionId);
  if (!row) throw new Refused({ key: 'redemption-unknown' });
  return { ...(await describe(work, row, reader.language)), refusal: null };
}

async function describe(
  work: ReadWork,
  row: RedemptionRow,
  language: string,
): Promise<Omit<TillVoucher, 'refusal'>> {
  const { at, program } = work;
  const member = await memberById(work.db, await goesOnAs(work.db, row.member_id));
  if (!member) throw new Error('a voucher has no member');
  const tierId = await tierAtIssue(work, row);
  const reward = rewardAtIssue(row);
  const redemption = toRedemption(program, row);
  const hold = holdOf(redemption, at);
  return {
    redemptionId: row.id,
    state: stateAt(redemption, at),
    reward: showRewardAtTill(program, { ...reward, points: row.points }, language),
    memberId: member.id,
    number: member.number,
    firstName: member.first_name,
    tierId,
    tier: tierNameOf(program, tierId, language),
    points: row.points,
    expiresAt: row.expires_at,
    used: 'use' in redemption ? showUse(redemption.use) : null,
    held: hold && {
      store: hold.by.storeName,
      storeId: hold.by.storeId,
      till: hold.by.tillName,
      tillId: hold.by.tillId,
      basketId: hold.by.basketId,
      until: hold.until,
    },
  };
}

/** The tier at issue. It never changes, so a retry gets the same answer, and a long history makes it no slower. */
async function tierAtIssue(work: ReadWork, row: RedemptionRow): Promise<string> {
  if (row.tier_id !== null) return row.tier_id;
  return (await weighMember(work, row.member_id, row.issued_at)).tier.tier.id;
}

const showUse = (use: Use): TillVoucher['used'] => ({
  at: use.at,
  store: use.storeName,
  storeId: use.storeId,
  till: use.tillName,
  tillId: use.tillId,
  receiptNumber: use.receiptNumber,
});

async function refusalHere(
  work: ReadWork,
  row: RedemptionRow,
  { tillId, storeId }: Reader,
): Promise<Refusal | null> {
  const redemption = toRedemption(work.program, row);
  const decision = decideRedeem(redemption, { tillId, receiptNumber: null }, work.at);
  if (decision.outcome === 'refused') return decision.refusal;
  const frozen = await frozenFor(work, row.member_id);
  if (frozen) return frozen;
  if (decision.outcome === 'issue-again') {
    return issueAgainRefusal(work, row, { tillId, storeId });
  }
  return storeRefusal(work.program, rewardAtIssue(row), storeId);
}
