import { type Kysely, sql } from 'kysely';
import { type Limit, limits, windowOf } from '#domain/limit.ts';
import type { Refusal } from '#domain/refusal.ts';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A window after one more was counted. */
export interface Counted {
  readonly count: number;
  readonly retryAfterMs: number;
}

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/**
 * How far ahead a window may be and still count. A window that is further ahead was counted before the clock was set
 * back: nobody waits for it to come. The clocks of two machines are never hours apart, while a window may be a minute:
 * by its length alone, two machines with a minute between them would empty each other's window at every request.
 */
const aheadMs = ({ windowMs }: Limit): number => Math.max(windowMs, 2 * hourMs);

/**
 * Counts one more against the limit. It is one statement, so that counting on several machines at once loses nothing;
 * its row stays locked until the transaction ends. A rollback takes the count back: if a refused try must count, return
 * the refusal from `transact` and throw it outside.
 */
export async function countUp(tx: Tx, limit: Limit, key: string, at: number): Promise<Counted> {
  const { startedAt, retryAfterMs } = windowOf(limit, at);
  const { count } = await tx.db
    .insertInto('limits')
    .values({ name: limit.name, key, started_at: startedAt, count: 1 })
    .onConflict((conflict) =>
      conflict.columns(['name', 'key']).doUpdateSet({
        // A machine whose clock is behind counts into the newer window, and does not open the old one again.
        count: sql`case when limits.started_at between excluded.started_at
          and excluded.started_at + ${aheadMs(limit)} then limits.count + 1 else 1 end`,
        started_at: sql`case when limits.started_at between excluded.started_at
          and excluded.started_at + ${aheadMs(limit)} then limits.started_at else excluded.started_at end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return { count, retryAfterMs };
}

/** Takes back what `countUp` counted in this transaction, because it was no guess. */
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
 * @returns the refusal if that was one too many, else null
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

/** The refusal while the limit's window is full, else null. Counts nothing. */
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
    .where('started_at', '<=', startedAt + aheadMs(limit))
    .executeTakeFirst();
  return row && row.count >= limit.atMost ? { key: 'too-many-requests', retryAfterMs } : null;
}

/** How much room each limit's window has left for a key, and when the next window begins. Counts nothing. */
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
    const row = rows.find(
      ({ name, started_at }) =>
        name === limit.name && started_at >= startedAt && started_at <= startedAt + aheadMs(limit),
    );
    const room = Math.max(0, limit.atMost - (row?.count ?? 0));
    return { name: limit.name, room, resetMs: retryAfterMs };
  });
}

const overADay = Object.values(limits).filter(({ windowMs }) => windowMs > dayMs);

/** Deletes some of the windows that count no more at `at`: most after a day, longer ones after their own time. */
export const purgeLimits = (tx: Tx, at: number): Promise<number> => {
  const isOver = overADay.map(
    ({ name, windowMs }) => sql`and (name <> ${name} or started_at < ${at - windowMs})`,
  );
  return purgeSome(tx.db, 'limits', sql`started_at < ${at - dayMs} ${sql.join(isOver, sql` `)}`);
};
