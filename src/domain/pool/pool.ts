import { storeNameOf } from '#domain/program/gone.ts';
import { type Program, type Store, storesWith } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';

/** A pool's reward and store; a null store: all stores without a pool of their own. */
export interface PoolScope {
  readonly rewardId: string;
  readonly storeId: string | null;
}

/** How many hand-outs of one pool can run at once before they wait for each other. */
export const poolShards = 32;

/** The largest file of codes, in lines and in bytes of a request's body. */
export const codeLinesAtMost = 2_000_000;
export const codeFileBytesAtMost = 128 * 1024 * 1024;

/** When this few codes are left, somebody has to load more. */
export const lowWaterOf = (pool: { lowMark: number | null; lastAdded: number }): number =>
  pool.lowMark ?? Math.ceil(pool.lastAdded / 10);

export const isLow = (left: number, pool: Parameters<typeof lowWaterOf>[0]): boolean =>
  left <= lowWaterOf(pool);

/**
 * The stores that hand out a pool's codes: those in its scope that have the reward, and whose tills only know pool
 * codes.
 */
export function storesHandingOut(program: Program, { rewardId, storeId }: PoolScope): Store[] {
  const reward = rewardOf(program, rewardId);
  if (!reward) return [];
  return storesWith(program, reward).filter(
    ({ id, way }) => way === 'pool' && (storeId === null || id === storeId),
  );
}

/** A store whose tills know a pool's codes. One that has left the program keeps its name. */
export type KnowingStore = Pick<Store, 'id' | 'name'>;

/**
 * The stores whose tills know a pool's codes. A code may have been used in any of them, and is known as unused only
 * when each has reported.
 * @param holding stores with codes that were handed out and not settled: one that has left the program, or the way of
 * pools, may have taken them before
 */
export function storesOfPool(
  program: Program,
  { rewardId, storeId }: PoolScope,
  holding: ReadonlySet<string>,
): KnowingStore[] {
  const named = (id: string): KnowingStore => ({ id, name: storeNameOf(program, id) });
  if (storeId !== null) return [named(storeId)];
  const reward = rewardOf(program, rewardId);
  const having = reward ? storesWith(program, reward) : program.stores;
  const today = having.filter(({ way }) => way === 'pool').map(({ id }) => id);
  return [...new Set([...today, ...holding])].map(named);
}
