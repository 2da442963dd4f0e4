import type { Refusal } from '#domain/refusal.ts';
import { type Program, type Reward, type Store, storesWith } from './program.ts';

/** Where a voucher's code comes from: derived by us, handed out of a pool, or made by the POS's vendor. */
export type CodeSource = 'own' | 'pool' | 'mint';

/**
 * Where the code of a reward's voucher has to come from, or why that can't be said yet: a code for one shop's
 * tills is worth nothing at another's, so where they differ, the shop must be known before points are taken.
 * Pools always differ: each shop's file of used codes settles its own.
 * @param storeId where the member is; null: nobody knows
 */
export function codeSourceOf(
  program: Program,
  reward: Reward,
  storeId: string | null,
): CodeSource | Refusal {
  const stores = storesOf(program, reward, storeId);
  const [source, ...others] = new Set(stores.map(sourceIn));
  // A discount is made in one store's POS, and a pool is settled by one store's file: two such stores differ too.
  const isClear = others.length === 0 && (source === 'own' || stores.length === 1);
  if (source && isClear) return source;
  return { key: 'store-needed', stores: stores.map(({ name }) => name) };
}

/**
 * How a member can have a reward in a shop where the phone has no signal: by a pass where a till asks us, or with a
 * code made ready beforehand where tills only know their own.
 */
export function withoutSignal(
  program: Program,
  reward: Reward,
  storeId: string | null,
): { readonly pass: boolean; readonly ready: boolean } {
  const sources = storesOf(program, reward, storeId).map(sourceIn);
  return {
    pass: sources.includes('own'),
    ready: sources.some((source) => source !== 'own'),
  };
}

/** The store where the member is, or all that have the reward. */
const storesOf = (program: Program, reward: Reward, storeId: string | null): readonly Store[] =>
  storeId === null
    ? storesWith(program, reward)
    : program.stores.filter(({ id }) => id === storeId);

/** Page and POS may stand side by side in a store: both ask us for the same code. */
const sourceIn = ({ way = 'page' }: Store): CodeSource =>
  way === 'page' || way === 'ask' ? 'own' : way;
