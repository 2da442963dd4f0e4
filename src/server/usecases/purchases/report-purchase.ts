import { type Basket, basketFault, sameBasket } from '#domain/purchase/purchase.ts';
import { Refused } from '#domain/refusal.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import {
  basketOf,
  holdReceipt,
  purchaseByReceipt,
  purchaseWithReward,
} from '#server/storage/purchases/purchases.ts';
import { basketIn, unclaimedByReceipt } from '#server/storage/purchases/unclaimed-sales.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { memberIdOfScan } from '#server/usecases/members/find-member.ts';
import { memberIdKnown, memberIdOfNumber } from '#server/usecases/scan/find-named.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { type PinWish, secondPerson } from '#server/usecases/till/judge-pin.ts';
import type { Sent } from '#server/usecases/till/judge-sent.ts';
import { receiptAsKept, refuseAlone } from './check-by-hand.ts';
import { claimedSale } from './known-sale.ts';
import {
  refuseBeforeJoining,
  refuseGone,
  refuseLateSale,
  refuseOtherCurrency,
  refuseTime,
} from './refuse-report.ts';
import { sellTo } from './sell-to.ts';
import { type PurchaseSeen, showPurchase } from './show-purchase.ts';

interface PurchaseWish {
  readonly tillId: string;
  readonly storeId: string;
  /** Who typed it in; null: a POS reports it. */
  readonly associateId: string | null;
  /** A second associate who agreed; absent or null: nobody. */
  readonly confirmedBy?: string | null;
  readonly receiptNumber: string;
  /** The membership number, or what the till scanned: the barcode of that number or of a voucher. */
  readonly member:
    | { readonly number: string }
    | { readonly memberId: string }
    | { readonly scanned: string };
  readonly basket: Basket;
  /** When it was sold, not when it was reported; epoch milliseconds. */
  readonly soldAt: number;
}

/** @throws Refused as `purchaseInto` does, or what a till's acts are refused for */
export function reportPurchase<D extends object>(
  context: Context,
  till: TillRequest,
  report: Omit<PurchaseWish, 'tillId' | 'storeId' | 'associateId'>,
  words: (seen: PurchaseSeen) => Promise<D> | D,
): Promise<Answer<D>> {
  const { member, receiptNumber } = report;
  // A purchase that is reported again gets its old answer, even when its pass is too old to be recognised.
  const answered = async () =>
    (await purchaseByReceipt(context.store.read, till.tillId, receiptNumber)) !== undefined;
  return actAtTill(context, till, {
    sent: sentBy(member, answered),
    act: (work) => purchaseInto(work, { ...till, ...report }),
    describe: async (work, row) => words(await showPurchase(work, row)),
  });
}

function sentBy(member: PurchaseWish['member'], answered: () => Promise<boolean>): Sent {
  if ('scanned' in member) return { what: 'scan', ...member, names: 'member', answered };
  if ('number' in member) return { what: 'number', ...member };
  return { what: 'member-id', id: member.memberId };
}

interface TypedPurchase {
  readonly number: string;
  readonly receiptNumber: string;
  readonly minor: number;
  /** What the associate confirms of it; absent: nothing. */
  readonly acts?: readonly string[] | undefined;
  /** A second associate, who enters a PIN for the purchase too; absent: nobody. */
  readonly second?: PinWish | undefined;
}

/**
 * A purchase whose amount an associate types, sold just now.
 * @throws Refused as `reportPurchase` does; `second-person-needed`; of the second one's PIN as `withPin` does
 */
export async function reportAmount<D extends object>(
  context: Context,
  till: TillRequest,
  { number, receiptNumber, minor, acts = [], second }: TypedPurchase,
  words: (seen: PurchaseSeen) => D,
): Promise<Answer<D>> {
  const { currency } = (await readWork(context)).program;
  const total = { minor, currency };
  const basket = { total, taxesMinor: 0, lines: [], tenders: [], redemptions: [], acts };
  const confirmedBy = await secondPerson(context, till, second);
  const report = { receiptNumber, member: { number }, soldAt: context.now(), basket, confirmedBy };
  return reportPurchase(context, till, report, words);
}

/**
 * Credits a purchase by the program and the tier of the time when it was sold. What was sold after it and is known
 * already is rated anew where it changes the tier. The till's receipt number means one purchase for ever: the same
 * report again gets the same answer, also with another idempotency key. Returns that arrived before it are applied in
 * the same transaction.
 * @throws Refused `member-unknown`, `receipt-reused`, `currency-other`, `time-ahead`, `time-past`, `sold-before-joining`, `request-invalid`
 * when it does not add up, `second-person-needed`, `redemption-unknown`, `redemption-open`, `redemption-taken`, or a
 * code's fault
 */
async function purchaseInto(work: Work, wish: PurchaseWish): Promise<PurchaseRow> {
  const { basket } = wish;
  refuseOtherCurrency(work.program, basket.total);
  refuseTime(work, wish.soldAt);
  const fault = basketFault(basket);
  if (fault) throw new Refused({ key: 'request-invalid', ...fault });
  const memberId = await buyerOf(work, wish);
  await work.lockMember(memberId);
  const { tillId, associateId, confirmedBy = null } = wish;
  const byHand = associateId !== null;
  const claimed = byHand ? await claimedSale(work, wish) : undefined;
  if (claimed) return ofMember(work, claimed, memberId);
  const receiptNumber = byHand
    ? await receiptAsKept(work, tillId, wish.receiptNumber)
    : wish.receiptNumber;
  // Locks the receipt number's own row, because another member may be locked under the same number.
  await holdReceipt(work, tillId, receiptNumber);
  const known = await purchaseByReceipt(work.db, tillId, receiptNumber);
  if (known) return sameOrRefused(work, known, wish, memberId);
  await refuseGone(work, memberId);
  refuseLateSale(work, wish.soldAt);
  await refuseBeforeJoining(work, memberId, wish.soldAt);

  const { minor } = basket.total;
  if (byHand) await refuseAlone(work, { memberId, minor, confirmedBy });
  else await refuseOtherSale(work, wish);
  await refuseForeignRewards(work, memberId, basket);
  return sellTo(work, { ...wish, memberId, receiptNumber, confirmedBy });
}

async function buyerOf(
  work: Work,
  { member, tillId, storeId, receiptNumber }: PurchaseWish,
): Promise<string> {
  if ('number' in member) return memberIdOfNumber(work, member.number);
  if ('memberId' in member) return memberIdKnown(work, member.memberId);
  const known = await purchaseByReceipt(work.db, tillId, receiptNumber);
  const late = known ? 'at-any-time' : 'late-too';
  return memberIdOfScan(work, { ...member, storeId }, late);
}

async function sameOrRefused(
  work: Work,
  known: PurchaseRow,
  wish: PurchaseWish,
  memberId: string,
): Promise<PurchaseRow> {
  await ofMember(work, known, memberId);
  const same = sameBasket(await basketOf(work.db, known), wish.basket);
  if (!same) throw new Refused({ key: 'receipt-reused', differs: 'content' });
  return known;
}

/** A purchase of a membership that was merged is one of the member that goes on. */
async function ofMember({ db }: Work, known: PurchaseRow, memberId: string): Promise<PurchaseRow> {
  if (known.member_id !== memberId && (await goesOnAs(db, known.member_id)) !== memberId)
    throw new Refused({ key: 'receipt-reused', differs: 'member' });
  return known;
}

/** A POS that reported the sale without a member told all of it then, but for the member's rewards. */
async function refuseOtherSale({ db }: Work, wish: PurchaseWish): Promise<void> {
  const kept = await unclaimedByReceipt(db, wish.tillId, wish.receiptNumber);
  if (!kept || sameBasket(basketIn(kept), { ...wish.basket, redemptions: [] })) return;
  throw new Refused({ key: 'receipt-reused', differs: 'content' });
}

/** The rewards given with the purchase must be this member's, redeemed, and of no other purchase. */
async function refuseForeignRewards(work: Work, memberId: string, basket: Basket): Promise<void> {
  for (const { redemptionId } of basket.redemptions) {
    const row = await redemptionRow(work.db, memberId, redemptionId);
    if (!row) throw new Refused({ key: 'redemption-unknown' });
    if (row.state !== 'redeemed' && row.state !== 'reversed') {
      throw new Refused({ key: 'redemption-open' });
    }
    if (await purchaseWithReward(work.db, memberId, redemptionId)) {
      throw new Refused({ key: 'redemption-taken' });
    }
  }
}
