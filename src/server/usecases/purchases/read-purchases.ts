import { takesBack } from '#domain/program/takes-back.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { Refused } from '#domain/refusal.ts';
import type { ListWish } from '#domain/values/listed.ts';
import { basketOf } from '#server/storage/purchases/purchases.ts';
import {
  type PurchaseListed,
  purchaseListed,
  purchasesOfStore,
} from '#server/storage/purchases/store-purchases.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type Page, pageOf } from '#server/usecases/ground/page-of.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/** A purchase with everything that was reported about it. */
export interface PurchaseWhole {
  readonly purchase: PurchaseListed;
  readonly basket: Basket;
}

/**
 * A purchase by its id, for the stores that could take its goods back and no others.
 * @throws Refused `purchase-unknown`
 */
export async function readPurchase(
  context: Context,
  id: string,
  { storeId }: { storeId: string },
): Promise<PurchaseWhole> {
  const { db, program } = await readWork(context);
  const purchase = await purchaseListed(db, id);
  if (!purchase || !takesBack(program, storeId, purchase.store_id ?? storeId)) {
    throw new Refused({ key: 'purchase-unknown' });
  }
  return { purchase, basket: await basketOf(db, purchase) };
}

/** The purchases of the till's store, the latest first. */
export const listPurchases = async (
  { store }: Context,
  wish: ListWish,
): Promise<Page<PurchaseListed>> =>
  pageOf(await purchasesOfStore(store.read, wish), wish.limit, ({ at, id }) => ({ at, id }));
