import { type Basket, basketFault, earnedBy, sameBasket } from '#domain/purchase/purchase.ts';
import { Refused } from '#domain/refusal.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import {
  basketOf,
  holdReceipt,
  purchaseByReceipt,
  purchaseWithReward,
} from '#server/storage/purchases/purchases.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { memberIdOfScan } from '#server/usecases/members/find-member.ts';
import { memberIdKnown, memberIdOfNumber } from '#server/usecases/scan/find-named.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import type { Sent } from '#server/usecases/till/judge-sent.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';
import { applyWaiting } from './apply-waiting.ts';
import { creditPurchase, ruleOf } from './credit-purchase.ts';
import { refuseOtherCurrency, refuseTime } from './refuse-report.ts';
import { type PurchaseSeen, showPurchase } from './show-purchase.ts';

interface PurchaseWish {
  readonly tillId: string;
  readonly storeId: string;
  /** Who typed it in; null: a POS reports it. */
  readonly associateId: string | null;
  readonly receiptNumber: string;
  /** Membership number, or what the till scanned: the barcode of that number, or of a voucher. */
  readonly member:
    | { readonly number: string }
    | { readonly memberId: string }
    | { readonly scanned: string };
  readonly basket: Basket;
  /** When it was sold, epoch milliseconds; not when it was reported. */
  readonly soldAt: number;
}

/** @throws Refused as `purchaseInto` does, or what a till's acts are refused for */
export function reportPurchase(
  context: Context,
  till: TillRequest,
  report: Omit<PurchaseWish, 'tillId' | 'storeId' | 'associateId'>,
  words: (seen: PurchaseSeen) => Promise<object> | object,
): Promise<Answer> {
  const { member, receiptNumber } = report;
  // Whoever reports it again is answered again, though no pass is recognised so long.
  const answered = async () =>
    (await purchaseByReceipt(context.store.read, till.tillId, receiptNumber)) !== undefined;
  return actAtTill(context, till, {
    sent: sentBy(member, answered),
    act: (tx) => purchaseInto(tx, context, { ...till, ...report }),
    describe: async (tx, row) => words(await showPurchase(tx.db, row, context.now())),
  });
}

function sentBy(member: PurchaseWish['member'], answered: () => Promise<boolean>): Sent {
  if ('scanned' in member) return { what: 'scan', ...member, names: 'member', answered };
  if ('number' in member) return { what: 'number', ...member };
  return { what: 'member-id', id: member.memberId };
}

/** A purchase of which somebody types the amount, just sold. @throws Refused as `reportPurchase` does */
export async function reportAmount(
  context: Context,
  till: TillRequest,
  { number, receiptNumber, minor }: { number: string; receiptNumber: string; minor: number },
  words: (seen: PurchaseSeen) => object,
): Promise<Answer> {
  const { currency } = (await currentProgram(context.store.read)).program;
  const total = { minor, currency };
  const basket = { total, taxesMinor: 0, lines: [], tenders: [], redemptions: [] };
  const report = { receiptNumber, member: { number }, soldAt: context.now(), basket };
  return reportPurchase(context, till, report, words);
}

/**
 * Credits a purchase at the tier that the member held. The till's receipt number is one purchase for ever:
 * reported again it is answered again, also with another idempotency key. Returns that came before it are
 * applied in the same transaction.
 * @throws Refused `member-unknown`, `receipt-reused`, `currency-other`, `time-ahead`, `time-past`, `request-invalid` when it
 * does not add up, `redemption-unknown`, `redemption-open`, `redemption-taken`, or a code's fault
 */
async function purchaseInto(tx: Tx, context: Context, wish: PurchaseWish): Promise<PurchaseRow> {
  const inForce = await currentProgram(tx.db);
  const { basket } = wish;
  refuseOtherCurrency(inForce.program, basket.total);
  refuseTime(context, wish.soldAt);
  const fault = basketFault(basket);
  if (fault) throw new Refused({ key: 'request-invalid', ...fault });
  const memberId = await buyerOf(tx, context, wish);
  await context.store.lockMember(tx, memberId);
  // Another member's lock does not hold off this receipt number: its own row does.
  await holdReceipt(tx, wish.tillId, wish.receiptNumber);
  const known = await purchaseByReceipt(tx.db, wish.tillId, wish.receiptNumber);
  if (known) return sameOrRefused(tx, known, wish, memberId);

  await refuseForeignRewards(tx, memberId, basket);
  const { tier } = (await weighMember(tx.db, inForce, memberId, context.now())).tier;
  const earned = earnedBy(inForce.program, tier, basket);
  const by = ruleOf(inForce.program, tier);
  const row = await creditPurchase(tx, context, inForce, {
    ...{ ...wish, ...earned, memberId, id: makeId(context), tierId: tier.id, by },
  });
  await applyWaiting(tx, context, inForce, row);
  return row;
}

async function buyerOf(
  tx: Tx,
  context: Context,
  { member, tillId, storeId, receiptNumber }: PurchaseWish,
): Promise<string> {
  if ('number' in member) return memberIdOfNumber(tx.db, member.number);
  if ('memberId' in member) return memberIdKnown(tx.db, member.memberId);
  const known = await purchaseByReceipt(tx.db, tillId, receiptNumber);
  const late = known ? 'at-any-time' : 'late-too';
  return memberIdOfScan(tx, context, { ...member, storeId }, late);
}

async function sameOrRefused(
  tx: Tx,
  known: PurchaseRow,
  wish: PurchaseWish,
  memberId: string,
): Promise<PurchaseRow> {
  const same =
    known.member_id === memberId && sameBasket(await basketOf(tx.db, known), wish.basket);
  if (!same) throw new Refused({ key: 'receipt-reused' });
  return known;
}

/** Rewards that were given with it must be this member's, redeemed, and of no other purchase. */
async function refuseForeignRewards(tx: Tx, memberId: string, basket: Basket): Promise<void> {
  for (const { redemptionId } of basket.redemptions) {
    const row = await redemptionRow(tx.db, memberId, redemptionId);
    if (!row) throw new Refused({ key: 'redemption-unknown' });
    if (row.state !== 'redeemed' && row.state !== 'reversed') {
      throw new Refused({ key: 'redemption-open' });
    }
    if (await purchaseWithReward(tx.db, memberId, redemptionId)) {
      throw new Refused({ key: 'redemption-taken' });
    }
  }
}
