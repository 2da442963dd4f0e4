import { storeNameOf } from '#domain/program/gone.ts';
import { tillOf } from '#domain/program/program.ts';
import { takesBack } from '#domain/program/takes-back.ts';
import { basketFault } from '#domain/purchase/purchase.ts';
import { returnFault } from '#domain/purchase/return.ts';
import { type ReturnContent, sameContent } from '#domain/purchase/return-content.ts';
import { Refused } from '#domain/refusal.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { holdReceipt, purchaseByReceipt } from '#server/storage/purchases/purchases.ts';
import {
  claimReturnReceipt,
  contentOf,
  refusalOf,
  returnByReceipt,
} from '#server/storage/purchases/returns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram, type ProgramInForce } from '#server/usecases/ground/current-program.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { applyReturn } from './apply-return.ts';
import { applyWaiting } from './apply-waiting.ts';
import { refuseOtherCurrency, refuseTime } from './refuse-report.ts';
import { saidOf } from './return-event.ts';
import { type ReturnSeen, showReturn } from './show-return.ts';

interface ReturnWish {
  readonly tillId: string;
  readonly storeId: string;
  /** Who took the goods back; null: a POS reports it. */
  readonly associateId: string | null;
  /** The till's own number of the return: with the till its natural key. */
  readonly receiptNumber: string;
  readonly returnedAt: number;
  /** The purchase, by the till that sold it and its receipt number. */
  readonly purchase: { readonly tillId: string; readonly receiptNumber: string };
  readonly content: ReturnContent;
}

/** @throws Refused as `returnInto` does, or what a till's acts are refused for */
export const reportReturn = (
  context: Context,
  till: TillRequest,
  report: Omit<ReturnWish, 'tillId' | 'storeId' | 'associateId'>,
  words: (seen: ReturnSeen) => object,
): Promise<Answer> =>
  actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: (tx) => returnInto(tx, context, { ...till, ...report }),
    describe: async (tx, receipt) => words(await showReturn(tx.db, receipt, context.now())),
  });

/**
 * Takes goods back: what they had earned is taken, what was spent on them comes back. The till's number is one
 * return for ever, also with another idempotency key. One that comes before its purchase is kept, and applied
 * when that comes.
 * @throws Refused `return-too-large`, `line-unknown`, `currency-other`, `time-ahead`, `time-past`, `other-store`,
 * `receipt-reused`, `request-invalid` when it does not add up
 */
async function returnInto(tx: Tx, context: Context, wish: ReturnWish): Promise<ReturnReceiptRow> {
  const inForce = await currentProgram(tx.db);
  refuseImpossible(context, inForce, wish);
  const known = await returnByReceipt(tx.db, wish.tillId, wish.receiptNumber);
  if (known) return sameOrRefused(known, wish);
  const purchase = await findPurchase(tx, context, wish);
  refuseOtherStore(inForce, wish, purchase);
  // Somebody may have reported the same while the member, or the receipt, was waited for.
  const since = await returnByReceipt(tx.db, wish.tillId, wish.receiptNumber);
  if (since) return sameOrRefused(since, wish);

  const receipt = receiptOf(context, wish, purchase);
  // Another return with this number, of another purchase, is held off by none of those.
  if (!(await claimReturnReceipt(tx, receipt))) throw new Refused({ key: 'receipt-reused' });
  if (!purchase) return waits(tx, context, receipt);
  const made = await applyReturn(tx, context, inForce, { purchase, receipt });
  if (made) await applyWaiting(tx, context, inForce, made);
  return receipt;
}

/** Whoever keeps the books hears that nothing was taken yet. */
async function waits(
  tx: Tx,
  context: Context,
  receipt: ReturnReceiptRow,
): Promise<ReturnReceiptRow> {
  const { store_id: storeId } = receipt;
  const data = saidOf(receipt);
  await recordEvent(tx, context, { kind: 'return.waiting', memberId: null, storeId, data });
  return receipt;
}

/** What is wrong whatever else is known. */
function refuseImpossible(context: Context, { program }: ProgramInForce, wish: ReturnWish): void {
  const { back, exchange } = wish.content;
  if (back.what === 'amount') refuseOtherCurrency(program, back.amount);
  if (exchange) refuseOtherCurrency(program, exchange.total);
  refuseTime(context, wish.returnedAt);
  const fault = returnFault(back);
  if (fault) throw new Refused({ key: 'request-invalid', ...fault });
  const within = exchange && basketFault({ ...exchange, tenders: [], redemptions: [] });
  if (!within) return;
  const pointer = `/exchange${within.pointer}`;
  throw new Refused({ key: 'request-invalid', ...within, pointer });
}

/** The purchase, its member locked; or undefined, its receipt number held until it is there. */
async function findPurchase(
  tx: Tx,
  context: Context,
  { purchase }: ReturnWish,
): Promise<PurchaseRow | undefined> {
  const { tillId, receiptNumber } = purchase;
  const known = await purchaseByReceipt(tx.db, tillId, receiptNumber);
  if (!known) await holdReceipt(tx, tillId, receiptNumber);
  const found = known ?? (await purchaseByReceipt(tx.db, tillId, receiptNumber));
  if (found) await context.store.lockMember(tx, found.member_id);
  return found;
}

/** Which store takes goods back, `takesBack` says. */
function refuseOtherStore(
  { program }: ProgramInForce,
  wish: ReturnWish,
  purchase: PurchaseRow | undefined,
): void {
  const soldAt = purchase?.store_id ?? tillOf(program, wish.purchase.tillId)?.store.id;
  if (soldAt === undefined) {
    const pointer = '/purchase/till';
    throw new Refused({ key: 'request-invalid', pointer, detail: 'is no till of ours' });
  }
  if (!takesBack(program, wish.storeId, soldAt)) {
    throw new Refused({ key: 'other-store', store: storeNameOf(program, soldAt) });
  }
}

function sameOrRefused(known: ReturnReceiptRow, wish: ReturnWish): ReturnReceiptRow {
  const same =
    known.purchase_till_id === wish.purchase.tillId &&
    known.purchase_receipt_number === wish.purchase.receiptNumber &&
    sameContent(contentOf(known), wish.content);
  if (!same) throw new Refused({ key: 'receipt-reused' });
  const refusal = refusalOf(known);
  if (refusal) throw new Refused(refusal);
  return known;
}

const receiptOf = (
  context: Context,
  wish: ReturnWish,
  purchase: PurchaseRow | undefined,
): ReturnReceiptRow => ({
  till_id: wish.tillId,
  receipt_number: wish.receiptNumber,
  return_id: makeId(context),
  state: purchase ? 'applied' : 'waiting',
  purchase_till_id: wish.purchase.tillId,
  purchase_receipt_number: wish.purchase.receiptNumber,
  store_id: wish.storeId,
  associate_id: wish.associateId,
  at: wish.returnedAt,
  reported_at: context.now(),
  wish: JSON.stringify(wish.content),
  member_id: purchase?.member_id ?? null,
  refusal: null,
});
