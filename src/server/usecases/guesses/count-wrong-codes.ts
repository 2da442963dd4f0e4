import { type Limit, limits, wrongPassLimits } from '#domain/limit.ts';
import { tillOf } from '#domain/program/program.ts';
import { type RefusalKey, refuseWhen } from '#domain/refusal.ts';
import { countAgainst, countUp, refusalWhileFull } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';

/** The refusals of somebody who tries codes or numbers one after another: well-formed, and nobody's. */
export const guesses: readonly RefusalKey[] = ['code-unknown', 'member-unknown'];

/** What a till may guess. Each has its own limit, so that a till that looks up too many members can still redeem. */
const guessLimits = {
  code: limits.wrongCode,
  number: limits.wrongNumber,
  address: limits.wrongAddress,
  'address-by-pos': limits.wrongAddressPos,
  'confirmation-code': limits.wrongConfirmation,
  'member-pin': limits.wrongMemberPin,
  'member-pin-day': limits.wrongMemberPinDay,
} as const satisfies Record<string, Limit>;

export type Guess = keyof typeof guessLimits;

/** What the event calls a guess that has two limits. */
const told: Partial<Record<Guess, Guess>> = {
  'address-by-pos': 'address',
  'member-pin-day': 'member-pin',
};

/**
 * Refuses while a till has guessed too often. Right codes are refused too: otherwise the guesser would find the right
 * one.
 * @throws Refused `too-many-requests`
 */
export async function refuseWhileGuessing(
  context: Context,
  tillId: string,
  guess: Guess,
): Promise<void> {
  const { store, now } = context;
  refuseWhen(await refusalWhileFull(store.read, guessLimits[guess], tillId, now()));
}

/** Counts a wrong guess against the till that sent it. */
export const countGuess = (
  context: Context,
  { tillId }: { readonly tillId: string },
  guess: Guess,
): Promise<void> => transact(context, (work) => countGuessInto(work, tillId, guess));

/** The same in the caller's transaction. The guess that fills the limit is written as an event. */
export async function countGuessInto(work: Work, tillId: string, guess: Guess): Promise<void> {
  const limit = guessLimits[guess];
  const { count } = await countUp(work, limit, tillId, work.at);
  if (count !== limit.atMost) return;
  const { program } = work;
  const what = told[guess] ?? guess;
  const data = { tillId, what, limit: limit.atMost, minutes: limit.windowMs / 60_000 };
  const storeId = tillOf(program, tillId)?.store.id ?? null;
  await recordEvent(work, { kind: 'till.guessed', memberId: null, storeId, data });
  noteSecurity(work.context, 'till-guessed', data);
}

/**
 * Counts a wrong pass against the till and against the member, because many tills can guess at one member. Writes an
 * event when it is too many.
 */
export async function countWrongPass(work: Work, memberId: string, tillId: string): Promise<void> {
  const { at } = work;
  await countGuessInto(work, tillId, 'code');
  for (const limit of wrongPassLimits) {
    await countAgainst(work, limit, memberId, at);
    if (!(await refusalWhileFull(work.db, limit, memberId, at))) continue;
    const { program } = work;
    const storeId = tillOf(program, tillId)?.store.id ?? null;
    const data = { tillId, limit: limit.atMost, minutes: limit.windowMs / 60_000 };
    await recordEvent(work, { kind: 'pass.guessed', memberId, storeId, data });
    noteSecurity(work.context, 'pass-guessed', { memberId, ...data });
  }
}
