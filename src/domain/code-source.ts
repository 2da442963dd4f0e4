import { type Program, type Reward, type Store, storesWith } from './program.ts';
import type { Refusal } from './refusal.ts';

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
  const stores =
    storeId === null
      ? storesWith(program, reward)
      : program.stores.filter(({ id }) => id === storeId);
  const [source, ...others] = new Set(stores.map((store) => sourceIn(store)));
  // A discount is made in one store's POS, and a pool is settled by one store's file: two such stores differ too.
  const isClear = others.length === 0 && (source === 'own' || stores.length === 1);
  if (source && isClear) return source;
  return { key: 'store-needed', stores: stores.map(({ name }) => name) };
}

/** Page and POS may stand side by side in a store: both ask us for the same code. */
const sourceIn = ({ way = 'page' }: Store): CodeSource =>
  way === 'page' || way === 'ask' ? 'own' : way;
