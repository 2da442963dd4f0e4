import type { Context } from './context.ts';
import { transact, type Work } from './work.ts';

/**
 * Does the act, learns what came of it, and takes all of it back: nothing is kept and nobody is told.
 * What the act throws is thrown on, so that a rehearsal is refused as the real thing would be.
 */
export async function rehearse<T>(context: Context, act: (work: Work) => Promise<T>): Promise<T> {
  try {
    return await transact(context, async (work) => {
      throw new Rehearsed(await act(work));
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome as T; // What this very work returned.
    throw error;
  }
}

/** Thrown so that the transaction rolls back, and heard a few lines above. */
class Rehearsed extends Error {
  readonly outcome: unknown;
  constructor(outcome: unknown) {
    super('rehearsed');
    this.outcome = outcome;
  }
}
