import type { KeptEvent } from '#server/storage/db/schema-events.ts';
import type { FollowerName } from '#server/storage/db/schema-webhooks.ts';
import { moveFollower, takeFollower } from '#server/storage/events/event-followers.ts';
import { eventsAfter, placeOf } from '#server/storage/events/events.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';

export interface Follower {
  readonly name: FollowerName;
  /** How many events one transaction takes. It holds the one writer until it ends. */
  readonly atOnce: number;
}

/**
 * Gives new events to `take`, and moves the follower's place in the same transaction: wherever the process dies, each
 * event is handled once. Only one process at a time follows under one name.
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
