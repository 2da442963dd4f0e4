import { eventsTopic } from '#server/storage/db/live.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { keepSegments } from '#server/usecases/segments/keep-segments.ts';
import { startLoop, type WorkerLoop } from './worker-loop.ts';

/** A busy second is one round. */
const gatherMs = 500;
/** Not every change of a member is an event, and some come by time. */
const lookAgainMs = 5_000;

/** Keeps when members are in segments until it is stopped. Every process may run one. */
export function startSegments(context: Context): WorkerLoop {
  return startLoop(context, {
    name: 'keeping segments',
    job: 'segments',
    topic: eventsTopic,
    gatherMs,
    lookAgainMs,
    round: () => keepSegments(context),
  });
}
