import { sql } from 'kysely';
import { isPostgres, purgedAtOnce } from '#server/storage/db/dialect.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { followerPlace } from './event-followers.ts';

/** By then no transaction of a till is under way that began before the dismissal: each ends within seconds. */
const endedMs = 10 * 60_000;

/**
 * So long an address waits for the watch list, and no longer: a follower that stands still must not keep it for ever. It is
 * as long as the acts are kept that it would be compared with.
 */
const keptAtMostMs = 7 * 24 * 60 * 60_000;

/**
 * Deletes the own addresses of associates who have left, once the watch list has read all that they did: before that it
 * could not tell that an act was for their own account. A week after they left it goes in any case.
 * @param at now, epoch milliseconds
 * @returns how many: at most `purgedAtOnce`, and there may be more then
 */
export async function forgetOwnAddresses(tx: Tx, at: number): Promise<number> {
  const { writtenBy, seq } = await followerPlace(tx, 'watch');
  // Also events that a long transaction holds back from all readers.
  const unread = isPostgres(tx.db)
    ? sql`(written_by, seq) > (${writtenBy}, ${seq})`
    : sql`seq > ${seq}`;
  const isRead = sql<boolean>`not exists (select 1 from events where ${unread} and at <= associates.revoked_at)`;
  const due = tx.db
    .selectFrom('associates')
    .select('id')
    .where('address_key', 'is not', null)
    .where('revoked_at', '<=', at - endedMs)
    .where((is) => is.or([is('revoked_at', '<=', at - keptAtMostMs), isRead]))
    .limit(purgedAtOnce);
  const { numUpdatedRows } = await tx.db
    .updateTable('associates')
    .set({ address_key: null })
    .where('id', 'in', due)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
