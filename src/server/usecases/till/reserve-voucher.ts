import { storeRefusal } from '#domain/program/reward.ts';
import { decideRelease, decideReserve } from '#domain/redemption/reservation.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import {
  changeRedemption,
  redemptionRow,
  reservedAt,
  rewardAtIssue,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { refuseFrozen } from '#server/usecases/redemptions/refuse-frozen.ts';
import { issueAgain } from '#server/usecases/vouchers/issue-again.ts';
import type { Found } from '#server/usecases/vouchers/stand-in.ts';
import { actAtTill, type TillRequest } from './act-at-till.ts';
import type { Answer } from './answer-once.ts';
import type { VoucherWords } from './redeem-voucher.ts';
import { showVoucherAtTill } from './show-at-till.ts';
import { findScanned, takeScanned } from './take-scanned.ts';

export interface BasketWish {
  readonly scanned: string;
  readonly basketId: string;
}

export interface ReserveWish extends BasketWish {
  readonly minutes: number;
}

type AtBasket = { readonly tillId: string; readonly storeId: string; readonly basketId: string };

/**
 * Reserves a voucher for one basket of one till, until it is redeemed, released, or the minutes are over; no job has to
 * run for that. The same till and basket again gets the same answer.
 * @throws Refused when it can't be given here and now, `voucher-reserved` while another basket holds it
 */
export const reserveVoucher = <D extends object>(
  context: Context,
  till: TillRequest,
  wish: ReserveWish,
  words: VoucherWords<D>,
): Promise<Answer<D>> =>
  actAtTill(context, till, {
    sent: { what: 'scan', scanned: wish.scanned, names: 'voucher', told: true },
    act: async (work) => {
      const asked = { ...till, ...wish };
      return reserveRow(work, await takeScanned(work, asked), asked);
    },
    describe: async (work, found) => words(await showVoucherAtTill(work, found, till)),
  });

async function reserveRow(
  work: Work,
  row: RedemptionRow,
  wish: AtBasket & { readonly minutes: number },
): Promise<Found> {
  const decision = decideReserve(toRedemption(work.program, row), wish, work.at);
  switch (decision.outcome) {
    case 'refused':
      throw new Refused(decision.refusal);
    case 'again':
      break;
    case 'issue-again':
      await refuseFrozen(work, row.member_id);
      // The voucher that was issued again has its whole time before it.
      return reserveRow(work, await issueAgain(work, row, wish), wish);
    case 'reserve':
      await refuseFrozen(work, row.member_id);
      refuseWhen(storeRefusal(work.program, rewardAtIssue(row), wish.storeId));
      await changeRedemption(work, row, {
        state: 'reserved',
        reserved_until: decision.until,
        reserved_store_id: wish.storeId,
        reserved_till_id: wish.tillId,
        basket_id: wish.basketId,
        expires_at: decision.expiresAt,
      });
      await tell(work, wish, row, 'redemption.reserved');
  }
  return { memberId: row.member_id, redemptionId: row.id };
}

/**
 * Releases what a basket has reserved. Doing it again changes nothing, whatever became of the voucher meanwhile.
 * @throws Refused `voucher-reserved` while another basket holds it, `already-used` once it is redeemed
 */
export const releaseVoucher = <D extends object>(
  context: Context,
  till: TillRequest,
  wish: BasketWish,
  words: VoucherWords<D>,
): Promise<Answer<D>> =>
  actAtTill(context, till, {
    sent: { what: 'scan', scanned: wish.scanned, names: 'voucher', told: true },
    act: async (work) => {
      const asked = { ...till, ...wish };
      return releaseRow(work, await findScanned(work, asked), asked);
    },
    describe: async (work, found) => words(await showVoucherAtTill(work, found, till)),
  });

async function releaseRow(work: Work, row: RedemptionRow, wish: AtBasket): Promise<Found> {
  const decision = decideRelease(toRedemption(work.program, row), wish, work.at);
  if (decision.outcome === 'refused') throw new Refused(decision.refusal);
  if (decision.outcome === 'release') {
    await letGo(work, wish, row);
  }
  return { memberId: row.member_id, redemptionId: row.id };
}

/** Releases all that a till holds, when its POS can neither redeem nor release it any more. @returns how many there were */
export async function releaseAllOf(work: Work, tillId: string): Promise<number> {
  let released = 0;
  for (const { member_id, id } of await reservedAt(work.db, tillId, work.at)) {
    await work.lockMember(member_id);
    // The till may have redeemed it before the lock was ours.
    const row = await redemptionRow(work.db, member_id, id);
    if (row?.state !== 'reserved' || row.reserved_till_id !== tillId) continue;
    const { reserved_store_id: storeId, basket_id: basketId } = row;
    if (storeId === null || basketId === null) throw new Error('a reservation has no basket');
    await letGo(work, { tillId, storeId, basketId }, row);
    released += 1;
  }
  return released;
}

async function letGo(work: Work, by: AtBasket, row: RedemptionRow): Promise<void> {
  await changeRedemption(work, row, {
    state: 'issued',
    reserved_until: null,
    reserved_store_id: null,
    reserved_till_id: null,
    basket_id: null,
  });
  await tell(work, by, row, 'redemption.released');
}

/** Wakes the phone that shows the voucher and every till page of the store, and writes the event. */
async function tell(
  work: Work,
  { storeId, tillId, basketId }: AtBasket,
  row: RedemptionRow,
  kind: 'redemption.reserved' | 'redemption.released',
): Promise<void> {
  const { member_id: memberId, id: redemptionId, reward_id: rewardId } = row;
  const data = { redemptionId, rewardId, tillId, basketId };
  await recordEvent(work, { kind, memberId, storeId, data });
  work.tell(memberTopic(memberId));
  work.tell(storeTopic(storeId));
}
