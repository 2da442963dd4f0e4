import { storeOf } from '#domain/program/program.ts';
import { foldReceipt } from '#domain/purchase/by-hand.ts';
import { type Basket, toPay } from '#domain/purchase/purchase.ts';
import { dayOf, dayText } from '#domain/values/calendar.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import {
  basketOf,
  holdReceipt,
  purchaseByReceipt,
  soldUnderNumber,
} from '#server/storage/purchases/purchases.ts';
import { basketIn, unclaimedAtStore } from '#server/storage/purchases/unclaimed-sales.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';

/** A sale without a member, as its till reported it. */
interface Sale {
  readonly tillId: string;
  readonly storeId: string;
  readonly receiptNumber: string;
  readonly soldAt: number;
  readonly basket: Basket;
}

/**
 * The purchases that may be this very sale: of any till of its store, because an associate types at the page that is
 * free, under the same number however it is spelt, for the same amount. A POS says on which day it sold; what an
 * associate types may have been sold on that day or before it. People type what was paid, or what the goods came to.
 */
export async function purchasesLike(work: ReadWork, sale: Sale): Promise<PurchaseRow[]> {
  const { timeZone } = work.program;
  const day = dayText(dayOf(sale.soldAt, timeZone));
  const amounts = [toPay(sale.basket), sale.basket.total.minor];
  const rows = await purchasesUnder(work, sale, [sale.tillId]);
  const like = [];
  for (const row of rows) {
    const on = dayText(dayOf(row.at, timeZone));
    if (row.associate_id === null ? on !== day : on < day) continue;
    if (amounts.includes(toPay(await basketOf(work.db, row)))) like.push(row);
  }
  return like;
}

/**
 * The purchase that a member has claimed and an associate types now, at another till than the one that sold: the same
 * number however it is spelt, for what was paid or what the goods came to. The caller has locked the buyer. Who claims it
 * at the same moment waits.
 */
export async function claimedSale(
  work: Work,
  { tillId, storeId, receiptNumber, basket }: Omit<Sale, 'soldAt'>,
): Promise<PurchaseRow | undefined> {
  const kept = await unclaimedAtStore(work.db, storeId, receiptNumber);
  const { minor } = basket.total;
  const like = kept.filter((row) => row.paid === minor || basketIn(row).total.minor === minor);
  if (like.every((row) => row.till_id === tillId)) return undefined;
  // In one order, so that two who type at two tills do not wait for each other.
  const tills = new Set([tillId, ...like.map((row) => row.till_id)]);
  for (const one of [...tills].sort()) await holdReceipt(work, one, foldReceipt(receiptNumber));
  for (const row of like) {
    const sold = await purchaseByReceipt(work.db, row.till_id, row.receipt_number);
    if (sold) return sold;
  }
  return undefined;
}

/** What the tills that stand in a store, and those named, sold there under a number, however it is spelt. */
export function purchasesUnder(
  { db, program }: ReadWork,
  { storeId, receiptNumber }: Pick<Sale, 'storeId' | 'receiptNumber'>,
  others: readonly string[] = [],
): Promise<PurchaseRow[]> {
  const tillIds = storeOf(program, storeId)?.tills.map(({ id }) => id) ?? [];
  return soldUnderNumber(db, { storeId, tillIds: [...tillIds, ...others] }, receiptNumber);
}
