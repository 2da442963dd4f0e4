import { Worker } from 'node:worker_threads';
import type { Move, Rehearsal } from '#contract/desk/desk-foresight.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { ReaderOptions } from '#server/storage/engines/open-reader.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { RehearsalWish } from '#server/usecases/rehearsal/rehearse.ts';

/** What the thread is given. */
export interface ThreadData {
  readonly reader: ReaderOptions;
  /** Lives the past again, or stands all members in the tiers of a program. */
  readonly wish:
    | { readonly rehearse: RehearsalWish }
    | { readonly tiers: { readonly program: Program; readonly dated: number | null } };
  readonly at: number;
}

/** What it says; the last word is what was found, or that another process is at it. */
export type ThreadSays =
  | { readonly members: number }
  | { readonly found: Rehearsal | readonly Move[] }
  | { readonly busy: true };

/** Longer, and somebody should ask for fewer days, or by the command line, which has no end. */
const usualDeadlineMs = 5 * 60_000;

/** A page waits for its answer, and gives it up after twelve seconds. */
const usualTiersDeadlineMs = 8_000;

/**
 * Rehearses in a thread of its own, one rehearsal at a time for a shop: of other processes PostgreSQL knows. Who moves
 * between tiers is counted there too.
 * @returns functions of the context; they throw Refused `desk-rehearsal-running` or `desk-rehearsal-too-long`
 */
export function rehearsalsIn(
  { dataDir, databaseUrl }: ReaderOptions,
  deadlineMs = usualDeadlineMs,
  tiersDeadlineMs = usualTiersDeadlineMs,
): Pick<Context, 'rehearse' | 'tierMoves'> {
  const reader = { dataDir, databaseUrl };
  let running: {
    readonly asker: string | null;
    end(): void;
    readonly ended: Promise<void>;
  } | null = null;
  const alone = async <T>(
    asker: string | null,
    cancelled: AbortSignal,
    run: (cancelled: AbortSignal) => Promise<T | null>,
  ): Promise<T | null> => {
    while (running && asker !== null && running.asker === asker) {
      running.end();
      await running.ended;
      if (cancelled.aborted) return null;
    }
    if (running) throw new Refused({ key: 'desk-rehearsal-running' });
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const newer = new AbortController();
    running = { asker, ended, end: () => newer.abort() };
    try {
      return await run(AbortSignal.any([cancelled, newer.signal]));
    } finally {
      running = null;
      resolve();
    }
  };
  return {
    rehearse: (wish, { at, cancelled, reached }) =>
      alone(null, cancelled, (until) =>
        inThread<Rehearsal>(
          { reader, wish: { rehearse: wish }, at },
          { cancelled: until, reached, deadlineMs },
        ),
      ),
    tierMoves: (wish, { at, cancelled, asker }) =>
      alone(asker, cancelled, (until) =>
        inThread<readonly Move[]>(
          { reader, wish: { tiers: wish }, at },
          { cancelled: until, reached: () => {}, deadlineMs: tiersDeadlineMs },
        ),
      ),
  };
}

async function inThread<T extends Rehearsal | readonly Move[]>(
  data: ThreadData,
  {
    cancelled,
    reached,
    deadlineMs,
  }: {
    readonly cancelled: AbortSignal;
    readonly reached: (members: number) => void;
    readonly deadlineMs: number;
  },
): Promise<T | null> {
  const thread = new Worker(new URL('rehearsal-thread.ts', import.meta.url), { workerData: data });
  const { promise, resolve, reject } = Promise.withResolvers<T | null>();
  thread.on('message', (said: ThreadSays) => {
    if ('members' in said) reached(said.members);
    else if ('found' in said)
      resolve(said.found as T); // The wish decides what is found.
    else reject(new Refused({ key: 'desk-rehearsal-running' }));
  });
  thread.once('error', reject);
  // It has said its last word before, or never will.
  thread.once('exit', () => reject(new Error('the thread of a rehearsal ended without a word')));
  const cancel = () => resolve(null);
  cancelled.addEventListener('abort', cancel, { once: true });
  if (cancelled.aborted) cancel();
  const late = () => reject(new Refused({ key: 'desk-rehearsal-too-long' }));
  const timer = setTimeout(late, deadlineMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    cancelled.removeEventListener('abort', cancel);
    await thread.terminate();
  }
}
