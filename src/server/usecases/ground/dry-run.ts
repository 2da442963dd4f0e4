import type { Context } from './context.ts';
import { transact, type Work } from './work.ts';

/**
 * A dry run: does the act, returns its result, and takes all of it back. Nothing is stored and nobody is told. What the
 * act throws is thrown, so a dry run is refused as the real act would be.
 */
export async function dryRun<T>(context: Context, act: (work: Work) => Promise<T>): Promise<T> {
  try {
    return await transact(context, async (work) => {
      throw new TakenBack(await act(work));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.outcome as T; // What this very work returned.
    throw error;
  }
}

/** Thrown to roll the transaction back; caught a few lines above. */
class TakenBack extends Error {
  readonly outcome: unknown;
  constructor(outcome: unknown) {
    super('rehearsed');
    this.outcome = outcome;
  }
}
