import { eventsTopic } from '#server/storage/db/live.ts';
import { watchStaff } from '#server/usecases/followers/watch-staff.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { startLoop, type WorkerLoop } from './worker-loop.ts';

/** Nobody reads the list within a second, and on SQLite a till waits during every round. */
const gatherMs = 300;
/** When another transaction has delayed events, nothing is told at its end. */
const lookAgainMs = 1_000;

/** Runs the watch list until it is stopped. Every process may run one. */
export function startWatch(context: Context): WorkerLoop {
  return startLoop(context, {
    name: 'the watch list',
    job: 'watch',
    topic: eventsTopic,
    gatherMs,
    lookAgainMs,
    round: () => watchStaff(context),
  });
}
