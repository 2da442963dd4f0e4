import { storeNameOf } from '#domain/program/gone.ts';
import { tillOf } from '#domain/program/program.ts';
import { takesBack } from '#domain/program/takes-back.ts';
import { basketFault } from '#domain/purchase/purchase.ts';
import { returnFault } from '#domain/purchase/return.ts';
import { type ReturnContent, sameContent } from '#domain/purchase/return-content.ts';
import { Refused } from '#domain/refusal.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { holdReceipt, purchaseByReceipt } from '#server/storage/purchases/purchases.ts';
import {
  claimReturnReceipt,
  contentOf,
  refusalOf,
  returnByReceipt,
} from '#server/storage/purchases/returns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockGoingOn } from '#server/usecases/ground/lock-going-on.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';
import { noteStanding } from '#server/usecases/standing/note-standing.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { applyReturn } from './apply-return.ts';
import { applyWaiting } from './apply-waiting.ts';
import { rateLater } from './rate-later.ts';
import { refuseOtherCurrency, refuseTime } from './refuse-report.ts';
import { saidOf } from './return-event.ts';
import { type ReturnSeen, showReturn } from './show-return.ts';
import { namesTill, type PurchaseName, tillThatSold } from './till-that-sold.ts';

interface ReturnWish {
  readonly tillId: string;
  readonly storeId: string;
  /** Who took the goods back; null: a POS reports it. */
  readonly associateId: string | null;
  /** The till's own number of the return: till and number together name the return. */
  readonly receiptNumber: string;
  readonly returnedAt: number;
  readonly purchase: PurchaseName;
  readonly content: ReturnContent;
}

/** The purchase, by the till that sold it and its receipt number. */
interface Sold {
  readonly tillId: string;
  readonly receiptNumber: string;
}

/** @throws Refused as `returnInto` does, or what a till's acts are refused for */
export const reportReturn = <D extends object>(
  context: Context,
  till: TillRequest,
  report: Omit<ReturnWish, 'tillId' | 'storeId' | 'associateId'>,
  words: (seen: ReturnSeen) => D,
): Promise<Answer<D>> =>
  actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: (work) => returnInto(work, { ...till, ...report }),
    describe: async (work, receipt) => words(await showReturn(work, receipt)),
  });

/**
 * Takes goods back: takes the points that they earned, and gives back the points that were spent on them. The till's
 * number means one return for ever, also with another idempotency key. A return that arrives before its purchase is
 * stored, and applied when the purchase arrives.
 * @throws Refused `return-too-large`, `line-unknown`, `currency-other`, `time-ahead`, `time-past`, `other-store`,
 * `receipt-reused`, `receipt-ambiguous`, `purchase-unknown`, `request-invalid` when it does not add up
 */
async function returnInto(work: Work, wish: ReturnWish): Promise<ReturnReceiptRow> {
  refuseImpossible(work, wish);
  const known = await returnByReceipt(work.db, wish.tillId, wish.receiptNumber);
  if (known) return sameOrRefused(work, known, wish);
  const sold = { ...wish.purchase, tillId: await tillThatSold(work, wish.purchase, wish) };
  const purchase = await findPurchase(work, sold);
  refuseOtherStore(work, { sold, here: wish.storeId }, purchase);
  // Somebody may have reported the same while the member, or the receipt, was waited for.
  const since = await returnByReceipt(work.db, wish.tillId, wish.receiptNumber);
  if (since) return sameOrRefused(work, since, wish);

  const receipt = receiptOf(work, { ...wish, sold }, purchase);
  // Another return with this number, of another purchase, is held off by none of those.
  if (!(await claimReturnReceipt(work, receipt)))
    throw new Refused({ key: 'receipt-reused', differs: 'content' });
  if (!purchase) return waits(work, receipt);
  await takeBack(work, { purchase, receipt });
  return receipt;
}

async function takeBack(
  work: Work,
  { purchase, receipt }: { purchase: PurchaseRow; receipt: ReturnReceiptRow },
): Promise<void> {
  const { made, minor } = await applyReturn(work, { purchase, receipt });
  if (made) await applyWaiting(work, made);
  const at = Math.max(receipt.at, purchase.at);
  const money = { minor, currency: purchase.currency };
  await rateLater(work, purchase.member_id, { what: 'return', at, money });
  const memberId = await lockGoingOn(work, purchase.member_id);
  // The new goods are a sale of the membership that goes on, which may have bought since.
  if (made && memberId !== purchase.member_id)
    await rateLater(work, memberId, { what: 'return', at, money }, made.id);
  await noteStanding(work, memberId);
}

/** The event tells accounting that nothing was taken yet. */
async function waits(work: Work, receipt: ReturnReceiptRow): Promise<ReturnReceiptRow> {
  const { store_id: storeId } = receipt;
  const data = saidOf(receipt);
  await recordEvent(work, { kind: 'return.waiting', memberId: null, storeId, data });
  return receipt;
}

/** Refuses what is wrong in itself, whatever the database knows. */
function refuseImpossible(work: ReadWork, wish: ReturnWish): void {
  const { back, exchange } = wish.content;
  if (back.what === 'amount') refuseOtherCurrency(work.program, back.amount);
  if (exchange) refuseOtherCurrency(work.program, exchange.total);
  refuseTime(work, wish.returnedAt);
  const fault = returnFault(back);
  if (fault) throw new Refused({ key: 'request-invalid', ...fault });
  const within = exchange && basketFault({ ...exchange, tenders: [], redemptions: [] });
  if (!within) return;
  const pointer = `/exchange${within.pointer}`;
  throw new Refused({ key: 'request-invalid', ...within, pointer });
}

/** The purchase with its member locked; or undefined, with its receipt number locked until it arrives. */
async function findPurchase(
  work: Work,
  { tillId, receiptNumber }: Sold,
): Promise<PurchaseRow | undefined> {
  const known = await purchaseByReceipt(work.db, tillId, receiptNumber);
  if (!known) await holdReceipt(work, tillId, receiptNumber);
  const found = known ?? (await purchaseByReceipt(work.db, tillId, receiptNumber));
  if (!found) return undefined;
  await work.lockMember(found.member_id);
  // A late sale may have rated it anew while the member was waited for.
  return purchaseByReceipt(work.db, tillId, receiptNumber);
}

/** Refuses a store that may not take the goods back (`takesBack`). */
function refuseOtherStore(
  { program }: ReadWork,
  { sold, here }: { sold: Sold; here: string },
  purchase: PurchaseRow | undefined,
): void {
  const soldAt = purchase?.store_id ?? tillOf(program, sold.tillId)?.store.id;
  if (soldAt === undefined) {
    const pointer = '/purchase/till';
    throw new Refused({ key: 'request-invalid', pointer, detail: 'is no till of ours' });
  }
  if (!takesBack(program, here, soldAt)) {
    throw new Refused({ key: 'other-store', store: storeNameOf(program, soldAt) });
  }
}

async function sameOrRefused(
  work: ReadWork,
  known: ReturnReceiptRow,
  { tillId, purchase, content }: ReturnWish,
): Promise<ReturnReceiptRow> {
  const same =
    known.purchase_receipt_number === purchase.receiptNumber &&
    sameContent(contentOf(known), content) &&
    (await namesTill(work, purchase, { sold: known.purchase_till_id, here: tillId }));
  if (!same) throw new Refused({ key: 'receipt-reused', differs: 'content' });
  const refusal = refusalOf(known);
  if (refusal) throw new Refused(refusal);
  return known;
}

const receiptOf = (
  { context, at }: Work,
  wish: ReturnWish & { readonly sold: Sold },
  purchase: PurchaseRow | undefined,
): ReturnReceiptRow => ({
  till_id: wish.tillId,
  receipt_number: wish.receiptNumber,
  return_id: makeId(context),
  state: purchase ? 'applied' : 'waiting',
  purchase_till_id: wish.sold.tillId,
  purchase_receipt_number: wish.sold.receiptNumber,
  store_id: wish.storeId,
  associate_id: wish.associateId,
  at: wish.returnedAt,
  reported_at: at,
  wish: JSON.stringify(wish.content),
  member_id: purchase?.member_id ?? null,
  refusal: null,
});
