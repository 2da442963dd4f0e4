import type { Context } from '#server/usecases/ground/context.ts';
import { Alarm } from './alarm.ts';

/** Work that comes round again and again, until it is stopped. */
export interface Rounds {
  /** Another round now, or after so many milliseconds at the latest. */
  wake(afterMs?: number): void;
  /** No further round; waits for the one that is under way. */
  stop(): Promise<void>;
}

interface Work {
  /** What the log calls it. */
  readonly name: string;
  /** Whose news wakes it. */
  readonly topic: string;
  /** How long news may wait for more, so that a busy minute costs few rounds; absent: not at all. */
  readonly gatherMs?: number;
  /** News comes at once; this finds what a process that died left behind, and what no news came of. */
  readonly lookAgainMs: number;
  /** @returns whether there is more to do at once */
  readonly round: (rounds: Rounds) => Promise<boolean>;
}

/** Runs rounds of work. One that fails is logged, and tried again with the next. */
export function startRounds(
  { live, log }: Pick<Context, 'live' | 'log'>,
  { name, topic, gatherMs = 0, lookAgainMs, round }: Work,
): Rounds {
  const alarm = new Alarm();
  const stopListening = live.listen(topic, () => alarm.ring(gatherMs));
  let stopped = false;
  let running = Promise.resolve();
  const rounds: Rounds = {
    wake: (afterMs = 0) => {
      // What ends after the end must not leave a timer behind that keeps the process.
      if (!stopped) alarm.ring(afterMs);
    },
    stop: async () => {
      stopped = true;
      stopListening();
      alarm.ring();
      await running;
      alarm.stop();
    },
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      alarm.ring(lookAgainMs);
      try {
        if (await round(rounds)) alarm.ring();
      } catch (err) {
        log.error({ err }, `${name} failed and tries again`);
      }
      await alarm.rung();
    }
  };
  running = run();
  return rounds;
}
