import type { SoldLine } from '#domain/purchase/line.ts';
import { Refused } from '#domain/refusal.ts';
import { linesBack } from '#server/storage/purchases/lines.ts';
import {
  type ReturnListed,
  type ReturnListWish,
  returnListed,
  returnsOfStore,
} from '#server/storage/purchases/store-returns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type Page, pageOf } from '#server/usecases/ground/page-of.ts';

/** A return with the lines that came back. */
export interface ReturnWhole {
  readonly row: ReturnListed;
  readonly lines: readonly SoldLine[];
}

/** A return by its id, for the store that took the goods. @throws Refused `return-unknown` */
export async function readReturn(
  { store }: Context,
  id: string,
  { storeId }: { storeId: string },
): Promise<ReturnWhole> {
  const row = await returnListed(store.read, id);
  if (row?.store_id !== storeId) throw new Refused({ key: 'return-unknown' });
  const { member_id, return_id } = row;
  const lines = member_id === null ? [] : await linesBack(store.read, { member_id, return_id });
  return { row, lines };
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
