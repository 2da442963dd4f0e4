import type { Refusal } from '#domain/refusal.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { afterWrongCode, type SignIn, signInRefusal } from '#domain/sign-in.ts';
import type { Context } from '#server/context.ts';
import { signInTopic } from '#server/storage/live.ts';
import type { SignInRow } from '#server/storage/schema.ts';
import { signInById, stepSignIn, toSignIn } from '#server/storage/sign-ins.ts';
import type { Tx } from '#server/storage/store.ts';
import { joinOrFind } from './join.ts';
import { type NewSession, startSession } from './session.ts';
import { isAsking, rowOfLink } from './view-sign-in.ts';

interface Browser {
  readonly browserSecret: string | null;
  readonly browser: string | null;
}

/**
 * Signs the asking browser in by the code of the mail. Five wrong codes end the request.
 * @throws Refused `sign-in-code-wrong` with the tries left, `sign-in-ended`, `other-browser`
 */
export async function enterByCode(
  context: Context,
  wish: Browser & { id: string; code: string },
): Promise<NewSession> {
  const outcome = await context.store.transact(async (tx) => {
    const row = await askedHere(tx, context, wish.id, wish.browserSecret);
    const typed = context.secrets.hash('sign-in-code', `${row.id}/${sixDigitsOf(wish.code)}`);
    if (typed === row.code_hash) return { session: await enter(tx, context, row, wish) };
    const { signIn, refusal } = afterWrongCode(toSignIn(row));
    await step(tx, row, signIn);
    // Not thrown in here: the count of wrong codes must be kept.
    return { refusal };
  });
  return sessionOr(outcome);
}

/**
 * Signs in by the mail's link, in the browser that asked and nowhere else.
 * @throws Refused `sign-in-ended` or `other-browser`
 */
export async function enterByLink(
  context: Context,
  wish: Browser & { token: string },
): Promise<NewSession> {
  const { id } = await rowOfLink(context, wish.token);
  return context.store.transact(async (tx) => {
    const row = await askedHere(tx, context, id, wish.browserSecret);
    return enter(tx, context, row, wish);
  });
}

/**
 * Signs the waiting browser in, after the right number was typed where the mail was opened.
 * @throws Refused `sign-in-ended` or `other-browser`; `match-wrong` while nobody typed it
 */
export function enterMatched(
  context: Context,
  wish: Browser & { id: string },
): Promise<NewSession> {
  return context.store.transact(async (tx) => {
    const row = await askedHere(tx, context, wish.id, wish.browserSecret);
    if (row.state !== 'matched') throw new Refused({ key: 'match-wrong' });
    return enter(tx, context, row, wish);
  });
}

async function askedHere(
  tx: Tx,
  context: Context,
  id: string,
  browserSecret: string | null,
): Promise<SignInRow> {
  const row = await signInById(tx.db, id);
  if (!row) throw new Refused({ key: 'sign-in-ended' });
  if (!isAsking(context, row, browserSecret)) throw new Refused({ key: 'other-browser' });
  refuseWhen(signInRefusal(toSignIn(row), context.now()));
  return row;
}

async function enter(
  tx: Tx,
  context: Context,
  row: SignInRow,
  { browser }: Browser,
): Promise<NewSession> {
  await step(tx, row, { ...toSignIn(row), state: 'used' });
  const memberId = await joinOrFind(tx, context, row);
  tx.tell(signInTopic(row.id));
  return startSession(tx, context, { memberId, browser, placement: row.placement });
}

async function step(tx: Tx, row: SignInRow, after: SignIn): Promise<void> {
  // Two tabs at once: one steps, the other sees a request that is over.
  if (!(await stepSignIn(tx, row, after))) throw new Refused({ key: 'sign-in-ended' });
}

function sessionOr(outcome: { session: NewSession } | { refusal: Refusal }): NewSession {
  if ('refusal' in outcome) throw new Refused(outcome.refusal);
  return outcome.session;
}

/** As people type it: with a space in the middle, or with an Arabic keyboard's digits. */
const sixDigitsOf = (typed: string): string =>
  typed
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\s\u2066-\u2069-]/g, '');
