import type { Static } from 'typebox';
import type { LoadCodes } from '#contract/admin/admin-input.ts';
import type { LoadWish } from '#server/usecases/pools/load-codes.ts';

/** How a file of codes is to be loaded, as a program and the desk ask for it: what is not said is found out. */
export const loadWishOf = (rewardId: string, asked: Static<typeof LoadCodes>): LoadWish => ({
  scope: { rewardId, storeId: asked.store ?? null },
  symbology: asked.symbology ?? null,
  lowMark: asked.low === undefined ? null : Number(asked.low),
  column: asked.column ?? null,
  separator: asked.separator ?? null,
  allOrNothing: asked.allOrNothing === 'true',
  header: asked.header === undefined ? null : asked.header === 'true',
  encoding: asked.encoding ?? null,
  accept: asked.accept === 'true',
});
