import { wrongCodeLimit, wrongPassLimits } from '#domain/limit.ts';
import { tillOf } from '#domain/program/program.ts';
import { type RefusalKey, Refused, refuseWhen } from '#domain/refusal.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { countAgainst, refusalWhileFull } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { WrongPass } from './wrong-pass.ts';

/** Well-formed, and nobody's: what somebody gets who tries codes or numbers one after another. */
export const guesses: readonly RefusalKey[] = ['code-unknown', 'member-unknown'];

/**
 * After too many guesses a till has to wait with right ones too: else the right one among them would still be found.
 * @throws Refused `too-many-requests`
 */
export async function refuseWhileGuessing(context: Context, tillId: string): Promise<void> {
  refuseWhen(await refusalWhileFull(context.store.read, wrongCodeLimit, tillId, context.now()));
}

/** Counts what led nowhere against the till that sent it. @param error what the work with it threw */
export async function countGuess(context: Context, tillId: string, error: unknown): Promise<void> {
  if (error instanceof WrongPass) {
    await context.store.transact((tx) => countWrongPass(tx, context, error.memberId, tillId));
  } else if (error instanceof Refused && guesses.includes(error.refusal.key)) {
    await context.store.transact((tx) => countAgainst(tx, wrongCodeLimit, tillId, context.now()));
  }
}

/** Counts against the till, and against the member as well, since many tills can be used to guess one; and says so when it is too many. */
export async function countWrongPass(
  tx: Tx,
  context: Context,
  memberId: string,
  tillId: string,
): Promise<void> {
  const at = context.now();
  await countAgainst(tx, wrongCodeLimit, tillId, at);
  for (const limit of wrongPassLimits) {
    await countAgainst(tx, limit, memberId, at);
    if (!(await refusalWhileFull(tx.db, limit, memberId, at))) continue;
    const { program } = await currentProgram(tx.db);
    const storeId = tillOf(program, tillId)?.store.id ?? null;
    const data = { tillId, limit: limit.atMost, minutes: limit.windowMs / 60_000 };
    await recordEvent(tx, context, { kind: 'pass.guessed', memberId, storeId, data });
    context.log.warn({ memberId, ...data }, 'passes of a member are being guessed');
  }
}
