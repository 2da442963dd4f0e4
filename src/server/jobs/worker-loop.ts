import type { Context } from '#server/usecases/ground/context.ts';
import type { Job } from '#server/usecases/ground/meters.ts';
import { WakeTimer } from './wake-timer.ts';

/** A loop that repeats a piece of work until it is stopped. */
export interface WorkerLoop {
  /** Starts another round now, or after at most so many milliseconds. */
  wake(afterMs?: number): void;
  /** Starts no further round, and waits for the running one. */
  stop(): Promise<void>;
}

interface Work {
  /** The loop's name in the log. */
  readonly name: string;
  /** The loop's name in the metrics. */
  readonly job: Job;
  /** The topic that wakes it. */
  readonly topic: string;
  /** How long a round waits for more news, so that a busy minute needs few rounds; absent: not at all. */
  readonly gatherMs?: number;
  /** The pause without news: it finds what a dead process left behind, and what nobody was told of. */
  readonly lookAgainMs: number;
  /** @returns whether there is more to do at once */
  readonly round: (loop: WorkerLoop) => Promise<boolean>;
}

/** Runs rounds of work. A round that fails is logged, and tried again with the next one. */
export function startLoop(
  { live, log, meters }: Pick<Context, 'live' | 'log' | 'meters'>,
  { name, job, topic, gatherMs = 0, lookAgainMs, round }: Work,
): WorkerLoop {
  const timer = new WakeTimer();
  const stopListening = live.listen(topic, () => timer.ring(gatherMs));
  let stopped = false;
  let running = Promise.resolve();
  const loop: WorkerLoop = {
    wake: (afterMs = 0) => {
      // A late result must not leave a timer behind, which would keep the process alive.
      if (!stopped) timer.ring(afterMs);
    },
    stop: async () => {
      stopped = true;
      stopListening();
      timer.ring();
      await running;
      timer.stop();
    },
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      timer.ring(lookAgainMs);
      const began = performance.now();
      const ended = (how: 'done' | 'failed') =>
        meters.round(job, how, (performance.now() - began) / 1000);
      try {
        if (await round(loop)) timer.ring();
        ended('done');
      } catch (err) {
        ended('failed');
        log.error({ err }, `${name} failed and tries again`);
      }
      await timer.rung();
    }
  };
  running = run();
  return loop;
}
