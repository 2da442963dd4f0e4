import type { Voucher } from '#contract/member.ts';
import type { Versioned } from '#contract/page.ts';
import { toSpend } from '#domain/points/debt.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import { textIn } from '#domain/program/text.ts';
import { holdOf, isScannable, phaseAt, stateAt } from '#domain/redemption/redemption.ts';
import { Refused } from '#domain/refusal.ts';
import { rewardArt } from '#server/drawings/reward-art.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { memberById } from '#server/storage/people/members.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import {
  redemptionRow,
  rewardAtIssue,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { mintNotice } from '#server/usecases/mint/show-mint.ts';
import { poolNotice } from '#server/usecases/pools/pool-notice.ts';
import { askSurvey } from './ask-survey.ts';
import { barcodePayloadOf } from './barcode-payload.ts';
import { drawPayload } from './draw-voucher.ts';
import { nextReward } from './next-reward.ts';
import { pointsBack } from './points-back.ts';
import { rewardTerms } from './reward-terms.ts';
import { usedAt } from './used-at.ts';

export interface VoucherWish {
  readonly memberId: string;
  readonly id: string;
  readonly language: string;
}

/**
 * One voucher as its member sees it. If it was issued again at the till, it shows how that one ended.
 * @throws Refused `redemption-unknown`, also for another member's voucher
 */
export const viewVoucher = (context: Context, wish: VoucherWish): Promise<Versioned<Voucher>> =>
  versioned(context, wish.memberId, () => readVoucher(context, wish));

async function readVoucher(context: Context, wish: VoucherWish): Promise<Voucher> {
  const work = await readWork(context);
  const { db } = work;
  const row = await followed(work, wish.memberId, wish.id);
  const member = await memberById(db, wish.memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  const balance = toSpend(await holdingOf(db, wish.memberId), work.at);
  const voucher = await showVoucher(work, row, { ...wish, balance, number: member.number });
  if (voucher.state !== 'redeemed') return voucher;
  const survey = await askSurvey(work, row, wish.language);
  return { ...voucher, ...(await nextReward(work, wish, voucher.reward.id)), ...survey };
}

/** The voucher as the shopper holds it. Its code is there as long as a till takes it. */
export async function showVoucher(
  work: ReadWork,
  row: RedemptionRow,
  { balance, language, number }: Pick<Voucher, 'balance' | 'number'> & { language: string },
): Promise<Voucher> {
  const { at } = work;
  const redemption = toRedemption(work.program, row);
  const reward = rewardAtIssue(row);
  const minting = await mintNotice(work, row, language);
  const hold = holdOf(redemption, at);
  // It is shown as expired only when its points are back.
  const state = minting?.over?.state ?? stateAt(redemption, at);
  const endedAt = row.ended_at ?? minting?.over?.at ?? null;
  const phase = phaseAt({ state, expiresAt: row.expires_at, endedAt }, at);
  const payload = isScannable(phase) ? await barcodePayloadOf(work, row) : null;
  const terms = rewardTerms(work.program, reward, language);
  return {
    id: row.id,
    state,
    reward: {
      id: reward.id,
      name: textIn(reward.name, language),
      ...(reward.about && { about: textIn(reward.about, language) }),
      instruction: textIn(reward.instruction, language),
      art: rewardArt(reward),
      ...(reward.stores && {
        stores: reward.stores.map((id) => storeNameOf(work.program, id)),
      }),
    },
    points: row.points,
    ...(redemption.earned && { earned: redemption.earned }),
    code: payload?.typed ?? payload?.text ?? null,
    source: row.code_source,
    drawings: payload && (await drawPayload(payload)),
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    at,
    used: usedAt(work.program, row),
    held: hold && { store: hold.by.storeName, till: hold.by.tillName, until: hold.until },
    endedAt: endedAt ?? (phase === 'closing' ? row.expires_at : null),
    back: phase === 'over' ? await pointsBack(work, row) : null,
    notice: noticeOf(minting?.notice ?? poolNotice(row, language), payload && terms),
    balance,
    number,
  };
}

/** While it can be scanned, what it asks for stands with it. */
const noticeOf = (notice: string | null, terms: string | null): string | null =>
  notice && terms ? `${terms} ${notice}` : (notice ?? terms);

async function followed(work: ReadWork, memberId: string, id: string): Promise<RedemptionRow> {
  const row = await redemptionRow(work.db, memberId, id);
  if (!row) throw new Refused({ key: 'redemption-unknown' });
  return row.replaced_by === null ? row : followed(work, memberId, row.replaced_by);
}
