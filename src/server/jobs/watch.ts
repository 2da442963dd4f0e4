import { eventsTopic } from '#server/storage/db/live.ts';
import { watchStaff } from '#server/usecases/followers/watch-staff.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type Rounds, startRounds } from './rounds.ts';

/** Nobody looks at the list within the second; a till at work on SQLite waits for every round. */
const gatherMs = 300;
/** Where another transaction held events up, no news comes when it ends. */
const lookAgainMs = 1_000;

/** Keeps the watch list until it is stopped. Every process may run one. */
export function startWatch(context: Context): Rounds {
  return startRounds(context, {
    name: 'the watch list',
    topic: eventsTopic,
    gatherMs,
    lookAgainMs,
    round: () => watchStaff(context),
  });
}
