import type { Tx } from '#server/storage/db/store.ts';
import type { Context } from './context.ts';

/**
 * Does the work, learns what came of it, and takes all of it back: nothing is kept and nobody is told.
 * What the work throws is thrown on, so that a rehearsal is refused as the real thing would be.
 */
export async function rehearse<T>(context: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await context.store.transact(async (tx) => {
      throw new Rehearsed(await work(tx));
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
