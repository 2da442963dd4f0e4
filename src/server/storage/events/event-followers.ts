import type { Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { FollowerName } from '#server/storage/db/schema-webhooks.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { beforeAllEvents, type EventPlace, eventsAfter } from './events.ts';

/**
 * The place of a follower, locked until the transaction ends.
 * @returns null when another process follows under that name now
 */
export async function takeFollower(tx: Tx, name: FollowerName): Promise<EventPlace | null> {
  const found = tx.db.selectFrom('event_followers').selectAll().where('name', '=', name);
  const row = await (isPostgres(tx.db) ? found.forUpdate().skipLocked() : found).executeTakeFirst();
  return row ? { writtenBy: row.written_by, seq: row.seq } : null;
}

/** How far a follower has read; it may be further by the time that this is used. */
export async function followerPlace(
  { db }: { readonly db: Kysely<Tables> },
  name: FollowerName,
): Promise<EventPlace> {
  const row = await db
    .selectFrom('event_followers')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirst();
  return row ? { writtenBy: row.written_by, seq: row.seq } : beforeAllEvents;
}

/** How many milliseconds ago the first event happened that a follower has not read; 0: it has read all. */
export async function lagOf(db: Kysely<Tables>, name: FollowerName, at: number): Promise<number> {
  const [next] = await eventsAfter(db, await followerPlace({ db }, name), { limit: 1 });
  return next ? Math.max(0, at - next.at) : 0;
}

export async function moveFollower(tx: Tx, name: FollowerName, to: EventPlace): Promise<void> {
  await tx.db
    .updateTable('event_followers')
    .set({ written_by: to.writtenBy, seq: to.seq })
    .where('name', '=', name)
    .execute();
}
