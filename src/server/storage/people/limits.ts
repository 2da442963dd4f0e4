import { type Kysely, sql } from 'kysely';
import { type Limit, windowOf } from '#domain/limit.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** What one more made of a window. */
export interface Counted {
  readonly count: number;
  readonly retryAfterMs: number;
}

/**
 * Counts one more against the limit. It is one statement, so that counting at once on several machines
 * loses nothing, and its row stays locked until the transaction ends. The count lives and dies with the caller's
 * transaction: whoever wants a refused try to count returns the refusal out of `transact` and throws it there.
 */
export async function countUp(tx: Tx, limit: Limit, key: string, at: number): Promise<Counted> {
  const { startedAt, retryAfterMs } = windowOf(limit, at);
  const { count } = await tx.db
    .insertInto('limits')
    .values({ name: limit.name, key, started_at: startedAt, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['name', 'key']).doUpdateSet({
        // A machine whose clock is behind counts into the newer window instead of opening the old one again.
        count: sql`case when limits.started_at >= excluded.started_at then limits.count + 1 else 1 end`,
        started_at: sql`case when limits.started_at >= excluded.started_at
          then limits.started_at else excluded.started_at end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return { count, retryAfterMs };
}

/** Gives back what `countUp` has taken in this transaction: the guess was none. */
export async function countDown(tx: Tx, limit: Limit, key: string): Promise<void> {
  await tx.db
    .updateTable('limits')
    .set({ count: sql`count - 1` })
    .where('name', '=', limit.name)
    .where('key', '=', key)
    .where('count', '>', 0)
    .execute();
}

/**
 * Counts one more, as `countUp` does.
 * @returns the refusal when that was one too many, else null
 */
export async function countAgainst(
  tx: Tx,
  limit: Limit,
  key: string,
  at: number,
): Promise<Refusal | null> {
  const { count, retryAfterMs } = await countUp(tx, limit, key, at);
  return count > limit.atMost ? { key: 'too-many-requests', retryAfterMs } : null;
}

/** The refusal while the limit's window has no room left, else null. It counts nothing. */
export async function refusalWhileFull(
  db: Kysely<Tables>,
  limit: Limit,
  key: string,
  at: number,
): Promise<Refusal | null> {
  const { startedAt, retryAfterMs } = windowOf(limit, at);
  const row = await db
    .selectFrom('limits')
    .select('count')
    .where('name', '=', limit.name)
    .where('key', '=', key)
    .where('started_at', '>=', startedAt)
    .executeTakeFirst();
  return row && row.count >= limit.atMost ? { key: 'too-many-requests', retryAfterMs } : null;
}

/** How much room each limit's window has left for a key, and when it begins anew. It counts nothing. */
export async function roomLeft(
  db: Kysely<Tables>,
  wanted: readonly Limit[],
  key: string,
  at: number,
): Promise<{ name: string; room: number; resetMs: number }[]> {
  const names = wanted.map(({ name }) => name);
  const rows = await db
    .selectFrom('limits')
    .select(['name', 'count', 'started_at'])
    .where('key', '=', key)
    .where('name', 'in', names)
    .execute();
  return wanted.map((limit) => {
    const { startedAt, retryAfterMs } = windowOf(limit, at);
    const row = rows.find(({ name, started_at }) => name === limit.name && started_at >= startedAt);
    const room = Math.max(0, limit.atMost - (row?.count ?? 0));
    return { name: limit.name, room, resetMs: retryAfterMs };
  });
}

/** Windows that began before `startedBefore` count for nothing any more. */
export async function purgeLimits(tx: Tx, startedBefore: number): Promise<void> {
  await tx.db.deleteFrom('limits').where('started_at', '<', startedBefore).execute();
}
