import type { Kysely } from 'kysely';
import { type Program, type Reward, storesWith } from '#domain/program/program.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { poolInStore } from '#server/storage/pools/pools.ts';

/**
 * The pool that a code for a member in a store comes from: the store's own before that of all stores; null
 * where there is none. Who is nowhere can only mean the one store that has the reward.
 */
export async function poolFor(
  db: Kysely<Tables>,
  program: Program,
  reward: Reward,
  storeId: string | null,
): Promise<PoolRow | null> {
  const store = storeId ?? storesWith(program, reward)[0]?.id ?? '';
  return (await poolInStore(db, store, reward.id)) ?? null;
}
