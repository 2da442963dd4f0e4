import { type Refusal, type RefusalKey, Refused } from '#domain/refusal.ts';
import { holdLiveTill } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { dryRun } from '#server/usecases/ground/dry-run.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import type { AtTill } from '#server/usecases/passes/claim-pass.ts';
import { type Answer, answerOnce, type OnceWish, ofTheRequest } from './answer-once.ts';
import { judgeSent, type Sender, type Sent } from './judge-sent.ts';
import { hideWhileFull, namedBy, noteLookUp } from './note-look-up.ts';
import { notePassRefusal } from './note-pass-refusal.ts';

/** Who asks at a till, and how the request is recognised when it is repeated. */
export interface TillRequest extends AtTill {
  /** Null: a POS, which does not say. It was recognised by its till's key. */
  readonly associateId: string | null;
  readonly language: string;
  /**
   * The request's own name; null: the act itself has a natural key. A dry run neither looks for a name nor stores one.
   */
  readonly once: OnceWish | 'dry-run' | null;
}

interface Act<T, D extends object> {
  readonly sent: Sent;
  readonly act: (work: Work) => Promise<T>;
  /** What the till is answered, read in the same transaction. */
  readonly describe: (work: Work, done: T) => Promise<D> | D;
}

/**
 * Does whatever a till asks, in the one order. First what was sent is recognised, refused while the till has guessed
 * too often, and counted if it is a guess (`guarded`). Then one transaction asks whether the till's key has ended
 * meanwhile, and answers a repeated request, or does the act and describes it. A dry run takes all of it back, except
 * the counted guess and the look-up that it is. An act that is refused is a look-up too (`noteRefused`).
 * @throws Refused `too-many-requests`, `pass-unknown`, `key-unknown`, `in-flight`, `key-reused`, or what the act throws
 */
export function actAtTill<T, D extends object>(
  context: Context,
  till: TillRequest,
  { sent, act, describe }: Act<T, D>,
): Promise<Answer<D>> {
  const { tillId, once } = till;
  const done = async (work: Work) => describe(work, await act(work));
  // A dry run leaves no trace, and tells the phone nothing.
  if (once === 'dry-run') {
    const heard = sent.what === 'scan' ? { ...sent, told: false } : sent;
    const tryOut = async () => {
      await noteNamed(context, till, sent);
      const tried = await dryRun(context, async (work) => {
        await refuseEnded(work, till);
        return done(work);
      });
      return asAnswer({ ...tried, dryRun: true });
    };
    return guardedLook(context, till, heard, tryOut);
  }
  return guarded(context, till, sent, async () => {
    try {
      return await transact(context, async (work) => {
        await refuseEnded(work, till);
        const answer = async () => asAnswer(await done(work));
        return once ? answerOnce(work, tillId, once, answer) : answer();
      });
    } catch (error) {
      if (error instanceof Refused) await noteRefused(context, till, sent, error.refusal);
      throw error;
    }
  });
}

/**
 * A dry run tells who a member is and what they have, as finding them does, and counts nothing of its own act.
 * @throws Refused `too-many-requests`, `member-unknown`
 */
async function noteNamed(context: Context, till: TillRequest, sent: Sent): Promise<void> {
  const named = await namedBy(await readWork(context), sent, till.storeId);
  if (named) await noteLookUp(context, { ...till, ...named });
}

/** The till's own key or request is what stops it, or the sale goes on with a second PIN. */
const ofTheTill: readonly RefusalKey[] = [
  ...ofTheRequest,
  ...(['key-unknown', 'second-person-needed'] as const),
];

/**
 * The reason for which a member's act is refused tells what they have, as finding them does: so many points are missing,
 * that tier. The rollback takes back whatever the act itself had counted.
 * @throws Refused `too-many-requests` in place of the reason; `member-unknown` if they have left meanwhile
 */
async function noteRefused(
  context: Context,
  till: TillRequest,
  sent: Sent,
  { key }: Refusal,
): Promise<void> {
  if (!ofTheTill.includes(key)) await noteNamed(context, till, sent);
}

/**
 * A POS's key is recognised before the transaction, and may be ended in between: what it began after the ending nobody
 * there could finish. Asked first, before a member is locked, as the ending does.
 */
async function refuseEnded(work: Work, { tillId, associateId }: TillRequest): Promise<void> {
  const isPos = associateId === null;
  if (isPos && !(await holdLiveTill(work, tillId))) throw new Refused({ key: 'key-unknown' });
}

const asAnswer = <D extends object>(body: D): Answer<D> => ({
  status: 200,
  body: JSON.stringify(body),
});

/**
 * The same for what does nothing but look somebody up, which says of nobody that they are unknown while the till's look-ups
 * are used up (`hideWhileFull`).
 * @throws Refused as `guarded` does
 */
export const guardedLook = <T>(
  context: Context,
  till: Sender & Pick<TillRequest, 'associateId'>,
  sent: Sent,
  look: () => Promise<T>,
): Promise<T> => hideWhileFull(context, till, sent, () => guarded(context, till, sent, look));

/**
 * Runs a look-up behind the guard that every act has too. No other place tries a pass or counts a guess, so none can
 * forget it.
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
