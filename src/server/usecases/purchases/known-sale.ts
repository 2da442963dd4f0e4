import { storeOf } from '#domain/program/program.ts';
import { type Basket, toPay } from '#domain/purchase/purchase.ts';
import { dayOf, dayText } from '#domain/values/calendar.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { basketOf, soldUnderNumber } from '#server/storage/purchases/purchases.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

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
 * free, under the same number however it is spelt, on the same day, for the same amount. People type what was paid, or
 * what the goods came to.
 */
export async function purchasesLike(work: ReadWork, sale: Sale): Promise<PurchaseRow[]> {
  const { timeZone } = work.program;
  const day = dayText(dayOf(sale.soldAt, timeZone));
  const amounts = [toPay(sale.basket), sale.basket.total.minor];
  const rows = await purchasesUnder(work, sale, [sale.tillId]);
  const like = [];
  for (const row of rows) {
    if (dayText(dayOf(row.at, timeZone)) !== day) continue;
    if (amounts.includes(toPay(await basketOf(work.db, row)))) like.push(row);
  }
  return like;
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
