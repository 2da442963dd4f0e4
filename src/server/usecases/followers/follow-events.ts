import type { KeptEvent } from '#server/storage/db/schema-events.ts';
import type { FollowerName } from '#server/storage/db/schema-webhooks.ts';
import { moveFollower, takeFollower } from '#server/storage/events/event-followers.ts';
import { eventsAfter, placeOf } from '#server/storage/events/events.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';

export interface Follower {
  readonly name: FollowerName;
  /** How many in one transaction, which holds the writer for so long. */
  readonly atOnce: number;
}

/**
 * Hands the events that a follower has not had to `take`, and moves its place in the same transaction:
 * wherever the process dies, each event is worked on once. One process at a time follows in a name.
 * @returns whether more are waiting
 */
export function followEvents(
  context: Context,
  { name, atOnce }: Follower,
  take: (work: Work, events: readonly KeptEvent[]) => Promise<void>,
): Promise<boolean> {
  return transact(context, async (work) => {
    const place = await takeFollower(work, name);
    if (!place) return false;
    const events = await eventsAfter(work.db, place, { limit: atOnce });
    const last = events.at(-1);
    if (!last) return false;
    await take(work, events);
    await moveFollower(work, name, placeOf(last));
    return events.length === atOnce;
  });
}
