import { programTopic } from '#server/storage/db/live.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { sumNextDay } from '#server/usecases/points/sum-days.ts';
import { startLoop, type WorkerLoop } from './worker-loop.ts';

/** A day is added up an hour after its end, so nobody waits for a minute more. */
const lookAgainMs = 60_000;

/** Adds up days that are over until it is stopped. Every process may run one. */
export function startFigures(context: Context): WorkerLoop {
  return startLoop(context, {
    name: 'adding up days',
    job: 'figures',
    topic: programTopic,
    lookAgainMs,
    round: () => sumNextDay(context),
  });
}
