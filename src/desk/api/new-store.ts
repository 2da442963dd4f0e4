import type { FileContents } from '#contract/desk/desk-program.ts';
import { freshId, listAt, speaks, textAt } from './file-content.ts';

/** What of a draft decides the ids of new stores, tills and posters. */
export interface Beside {
  readonly content: FileContents;
  /** Ids of stores and tills that the program has or had: keys, devices and receipts name them for ever. */
  readonly taken: readonly string[];
}

/**
 * A store that is right as it is: one till, one poster, and vouchers taken on our own till page.
 * @param till what its till is called
 */
export function newStore(beside: Beside, name: string, till: string): FileContents {
  const stores = listAt(beside.content, ['stores']);
  const id = freshId(name, 'store', [...stores, ...idsOf(beside.taken)]);
  return { id, name, posters: [newPoster(beside)], tills: [newTill(beside, id, till)] };
}

/** A till of a store, with an id that no till of any store has or had. */
export function newTill({ content, taken }: Beside, storeId: string, name: string): FileContents {
  const stores = listAt(content, ['stores']);
  const tills = stores.flatMap((store) => listAt(store, ['tills']));
  const own = listAt(stores.find((store) => textAt(store, ['id']) === storeId) ?? null, ['tills']);
  const id = freshId(`${storeId} ${own.length + 1}`, 'till', [...tills, ...idsOf(taken)]);
  return { id, name };
}

/** Capitals and digits that nobody mistakes for others: people type a placement by hand. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * A poster at the counter. Its placement is drawn by lot among 32⁶: one that was printed once never leads to another
 * store, also when its poster has left the program.
 */
export function newPoster({ content }: Pick<Beside, 'content'>): FileContents {
  const posters = listAt(content, ['stores']).flatMap((store) => listAt(store, ['posters']));
  const has = new Set(posters.map((poster) => textAt(poster, ['placement'])));
  let placement = '';
  do {
    const drawn = crypto.getRandomValues(new Uint8Array(6));
    placement = Array.from(drawn, (byte) => signs[byte % signs.length]).join('');
  } while (has.has(placement));
  const en = 'At the counter';
  return { placement, place: speaks(content, 'ar') ? { en, ar: 'عند المنضدة' } : en };
}

const idsOf = (ids: readonly string[]) => ids.map((id) => ({ id }));
