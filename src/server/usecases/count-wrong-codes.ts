import { wrongCodeLimit } from '#domain/limit.ts';
import { type RefusalKey, Refused, refuseWhen } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import { countAgainst, refusalWhileFull } from '#server/storage/limits.ts';

/** Well-formed, and nobody's: what somebody gets who tries codes or numbers one after another. */
const guesses: readonly RefusalKey[] = ['code-unknown', 'member-unknown'];

/**
 * Runs work that looks up what a till sent. What leads nowhere counts against the till, and after too many
 * it has to wait with right ones too: else the right one among the guesses would still be found.
 * @throws Refused `too-many-requests`, or what the work throws
 */
export async function countingWrongCodes<T>(
  context: Context,
  tillId: string,
  work: () => Promise<T>,
): Promise<T> {
  const at = context.now();
  refuseWhen(await refusalWhileFull(context.store.read, wrongCodeLimit, tillId, at));
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused && guesses.includes(error.refusal.key)) {
      await context.store.transact((tx) => countAgainst(tx, wrongCodeLimit, tillId, at));
    }
    throw error;
  }
}
