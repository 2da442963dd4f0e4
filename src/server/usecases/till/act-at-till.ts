import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { rehearse } from '#server/usecases/ground/rehearse.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import type { AtTill } from '#server/usecases/passes/claim-pass.ts';
import { type Answer, answerOnce, type OnceWish } from './answer-once.ts';
import { judgeSent, type Sender, type Sent } from './judge-sent.ts';
import { notePassRefusal } from './note-pass-refusal.ts';

/** Who asks at a till, and how often their answer may be given. */
export interface TillRequest extends AtTill {
  /** Null: a POS, which does not say. */
  readonly associateId: string | null;
  readonly language: string;
  /** The request's own name; null: what it does has a natural key. A rehearsal neither looks for one nor keeps one. */
  readonly once: OnceWish | 'dry-run' | null;
}

interface Act<T, D extends object> {
  readonly sent: Sent;
  readonly act: (work: Work) => Promise<T>;
  /** What the till is told, read in the same transaction. */
  readonly describe: (work: Work, done: T) => Promise<D> | D;
}

/**
 * Whatever a till does, in the one order: it waits while it has guessed too much, what it sent is recognised, a guess
 * is counted (`guarded`); then in one transaction its request is answered once, the act is done, and described.
 * A dry run takes all of it back, but for the guess.
 * @throws Refused `too-many-requests`, `pass-unknown`, `in-flight`, `key-reused`, or what the act throws
 */
export function actAtTill<T, D extends object>(
  context: Context,
  till: TillRequest,
  { sent, act, describe }: Act<T, D>,
): Promise<Answer<D>> {
  const { tillId, once } = till;
  const done = async (work: Work) => describe(work, await act(work));
  // A rehearsal leaves nothing, on the phone neither.
  const heard = once === 'dry-run' && sent.what === 'scan' ? { ...sent, told: false } : sent;
  return guarded(context, till, heard, async () => {
    if (once === 'dry-run') return asAnswer({ ...(await rehearse(context, done)), dryRun: true });
    return transact(context, async (work) => {
      const answer = async () => asAnswer(await done(work));
      return once ? answerOnce(work, tillId, once, answer) : answer();
    });
  });
}

const asAnswer = <D extends object>(body: D): Answer<D> => ({
  status: 200,
  body: JSON.stringify(body),
});

/**
 * Looks up what a till sent, with the guard that every act has too. No other place tries a pass or counts a guess, so
 * that none can forget it.
 * @throws Refused `too-many-requests`, `pass-unknown`, or what the work throws
 */
export async function guarded<T>(
  context: Context,
  till: Sender,
  sent: Sent,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await judgeSent(context, till, sent);
    return await work();
  } catch (error) {
    if (sent.what === 'scan' && sent.told && error instanceof Refused) {
      await notePassRefusal(context, { ...till, scanned: sent.scanned }, error.refusal);
    }
    throw error;
  }
}
