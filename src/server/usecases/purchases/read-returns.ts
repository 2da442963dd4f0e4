import { Refused } from '#domain/refusal.ts';
import {
  type ReturnListed,
  type ReturnListWish,
  returnListed,
  returnsOfStore,
} from '#server/storage/purchases/store-returns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type Page, pageOf } from '#server/usecases/ground/page-of.ts';

/** A return by its id, for the store that took the goods. @throws Refused `return-unknown` */
export async function readReturn(
  { store }: Context,
  id: string,
  { storeId }: { storeId: string },
): Promise<ReturnListed> {
  const row = await returnListed(store.read, id);
  if (row?.store_id !== storeId) throw new Refused({ key: 'return-unknown' });
  return row;
}

/** The returns of the till's store, the latest first, with those that wait and those that were refused. */
export const listReturns = async (
  { store }: Context,
  wish: ReturnListWish,
): Promise<Page<ReturnListed>> =>
  pageOf(await returnsOfStore(store.read, wish), wish.limit, ({ at, return_id: id }) => ({
    at,
    id,
  }));
