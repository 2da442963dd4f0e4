import type { Refusal } from '#domain/refusal.ts';
import { type Program, type Reward, type Store, storesWith } from './program.ts';

/** Where a voucher's code comes from: derived by us, taken from a pool, or made by the POS's vendor. */
export const codeSources = ['own', 'pool', 'mint'] as const;

export type CodeSource = (typeof codeSources)[number];

/**
 * Where the code of a reward's voucher comes from, or why that can't be said yet. A code for one shop's tills is
 * useless in another shop, so if the shops differ, the shop must be known before points are taken. Pools always differ,
 * because each shop's file of used codes settles its own.
 * @param storeId where the member is; null: nobody knows
 */
export function codeSourceOf(
  program: Program,
  reward: Reward,
  storeId: string | null,
): CodeSource | Refusal {
  const stores = storesOf(program, reward, storeId);
  const [source, ...others] = new Set(stores.map(sourceIn));
  // A discount is made in one store's POS, and a pool is settled by one store's file, so two such stores differ as
  // well.
  const isClear = others.length === 0 && (source === 'own' || stores.length === 1);
  if (source && isClear) return source;
  return { key: 'store-needed', stores: stores.map(({ name }) => name) };
}

/**
 * How a member can have a reward where the phone has no signal: by a pass if the till asks us, or by a code prepared
 * beforehand if the till only knows its own codes.
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

/** The ways page and ask use the same code, so a store may have both. */
const sourceIn = ({ way = 'page' }: Store): CodeSource =>
  way === 'page' || way === 'ask' ? 'own' : way;
