import { Worker } from 'node:worker_threads';
import type { Rehearsal } from '#contract/desk/desk-foresight.ts';
import { Refused } from '#domain/refusal.ts';
import type { ReaderOptions } from '#server/storage/engines/open-reader.ts';
import type { RehearsalInThread } from '#server/usecases/ground/context.ts';
import type { RehearsalWish } from '#server/usecases/rehearsal/rehearse.ts';

/** What the thread is given. */
export interface ThreadData {
  readonly reader: ReaderOptions;
  readonly wish: RehearsalWish;
  readonly at: number;
}

/** What it says; the last word is what was found, or that another process is at it. */
export type ThreadSays =
  | { readonly members: number }
  | { readonly found: Rehearsal }
  | { readonly busy: true };

/** Longer, and somebody should ask for fewer days, or by the command line, which has no end. */
const usualDeadlineMs = 5 * 60_000;

/**
 * Rehearses in a thread of its own, one rehearsal at a time for a shop: of other processes PostgreSQL knows.
 * @returns the function of the context; it throws Refused `desk-rehearsal-running` or `desk-rehearsal-too-long`
 */
export function rehearsalsIn(
  { dataDir, databaseUrl }: ReaderOptions,
  deadlineMs = usualDeadlineMs,
): RehearsalInThread {
  const reader = { dataDir, databaseUrl };
  let running = false;
  return async (wish, { at, cancelled, reached }) => {
    if (running) throw new Refused({ key: 'desk-rehearsal-running' });
    running = true;
    try {
      return await inThread({ reader, wish, at }, { cancelled, reached, deadlineMs });
    } finally {
      running = false;
    }
  };
}

async function inThread(
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
): Promise<Rehearsal | null> {
  const thread = new Worker(new URL('rehearsal-thread.ts', import.meta.url), { workerData: data });
  const { promise, resolve, reject } = Promise.withResolvers<Rehearsal | null>();
  thread.on('message', (said: ThreadSays) => {
    if ('members' in said) reached(said.members);
    else if ('found' in said) resolve(said.found);
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
