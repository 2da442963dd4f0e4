import type { Kysely } from 'kysely';
import type { TillConfirmation } from '#contract/till-members.ts';
import {
  afterWrongConfirmationCode,
  confirmationEndsAt,
  confirmationRefusal,
  shownConfirmationState,
  wrongConfirmationCodesAtMost,
} from '#domain/redemption/confirmation.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { ConfirmationRow } from '#server/storage/db/schema-counter.ts';
import type { Tx } from '#server/storage/db/store.ts';
import {
  changeConfirmation,
  confirmationById,
  confirmationRow,
  rewardAsAsked,
  toConfirmation,
} from '#server/storage/people/confirmations.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { countGuessInto, refuseWhileGuessing } from '#server/usecases/guesses/count-wrong-codes.ts';
import { inTurn } from '#server/usecases/guesses/in-turn.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { showRedemptionAtTill } from '#server/usecases/till/show-at-till.ts';
import { showRewardAtTill } from '#server/usecases/vouchers/show-reward.ts';
import { confirm, endConfirmation } from './answer-confirmation.ts';

/** A question by its id, for the till that asked it and no other. */
interface Followed {
  readonly id: string;
  readonly tillId: string;
}

/** How far a question is. @throws Refused `confirmation-unknown` */
export async function viewConfirmation(
  context: Context,
  wish: Followed & { storeId: string; language: string },
): Promise<TillConfirmation> {
  const db = context.store.read;
  return describeConfirmation(context, db, await rowOf(db, wish), wish);
}

/** @param db the transaction that changed it, while it has not committed yet */
export async function describeConfirmation(
  context: Context,
  db: Kysely<Tables>,
  row: ConfirmationRow,
  here: { tillId: string; storeId: string; language: string },
): Promise<TillConfirmation> {
  const { program } = await currentProgram(db);
  const member = await memberById(db, row.member_id);
  if (!member) throw new Error('a question has no member');
  const found = row.redemption_id && { memberId: row.member_id, redemptionId: row.redemption_id };
  return {
    id: row.id,
    state: shownConfirmationState(toConfirmation(row), context.now()),
    reward: showRewardAtTill(program, rewardAsAsked(row), here.language),
    memberId: member.id,
    number: member.number,
    firstName: member.first_name,
    askedAt: row.asked_at,
    expiresAt: confirmationEndsAt({ askedAt: row.asked_at }),
    voucher: found ? await showRedemptionAtTill(context, db, found, here) : null,
  };
}

/**
 * Judges the code that the member read out, in a transaction of its own: a wrong one counts whatever becomes of
 * the request around it, and the fifth ends the question.
 * @throws Refused `confirmation-code-wrong` with the tries left, `confirmation-over`, `confirmation-declined`
 */
async function judgeCode(context: Context, wish: Followed & { code: string }): Promise<void> {
  // One at a time for a till, whomever it has asked: each question alone would let its five be tried at once.
  const refusal = await inTurn(`${wish.tillId}/confirmation-code`, () =>
    context.store.transact((tx) => refusalOfCode(tx, context, wish)),
  );
  refuseWhen(refusal);
}

async function refusalOfCode(
  tx: Tx,
  context: Context,
  wish: Followed & { code: string },
): Promise<Refusal | null> {
  const row = await heldRow(tx, context, wish);
  // The phone may have said yes meanwhile: then there is nothing left to guess.
  if (row.state === 'confirmed') return null;
  await refuseWhileGuessing(context, wish.tillId, 'confirmation-code');
  const over = confirmationRefusal(toConfirmation(row), context.now());
  if (over) return over;
  const typed = typedDigits(wish.code);
  const hash = context.secrets.hash('confirmation-code', `${row.id}/${typed}`);
  if (hash === row.code_hash) return null;
  // A slip of the finger is no guess, and takes no try away.
  if (!/^\d{6}$/.test(typed)) {
    return {
      key: 'confirmation-code-wrong',
      left: wrongConfirmationCodesAtMost - row.wrong_codes,
    };
  }
  const { confirmation, refusal: wrong } = afterWrongConfirmationCode(toConfirmation(row));
  await changeConfirmation(tx, row, { wrong_codes: confirmation.wrongCodes });
  await countGuessInto(tx, context, wish.tillId, 'confirmation-code');
  if (confirmation.state === 'ended') await endConfirmation(tx, row, 'ended');
  return wrong;
}

/** A question in the words of whoever asked. */
export type ConfirmationWords = (seen: TillConfirmation) => object | Promise<object>;

/**
 * Does what the member's code says yes to, once it is found right: that is tried first, as every guess is. Twice is
 * once.
 * @throws Refused as `judgeCode` does, or why the reward can't be had
 */
export async function confirmByCode(
  context: Context,
  till: TillRequest,
  { id, code }: { readonly id: string; readonly code: string },
  words: ConfirmationWords,
): Promise<Answer> {
  const followed = { id, tillId: till.tillId };
  await judgeCode(context, { ...followed, code });
  return actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: async (tx) => {
      await confirm(tx, context, await heldRow(tx, context, followed));
      return rowOf(tx.db, followed);
    },
    describe: async (tx, row) => words(await describeConfirmation(context, tx.db, row, till)),
  });
}

/** The till takes its question back. Twice is once; a yes that came first stands, and the answer says so. */
export function cancelQuestion(
  context: Context,
  till: TillRequest,
  id: string,
  words: ConfirmationWords,
): Promise<Answer> {
  const followed = { id, tillId: till.tillId };
  return actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: async (tx) => {
      const row = await heldRow(tx, context, followed);
      if (row.state !== 'open') return row;
      await endConfirmation(tx, row, 'cancelled');
      return rowOf(tx.db, followed);
    },
    describe: async (tx, row) => words(await describeConfirmation(context, tx.db, row, till)),
  });
}

async function heldRow(tx: Tx, context: Context, wish: Followed): Promise<ConfirmationRow> {
  await context.store.lockMember(tx, (await rowOf(tx.db, wish)).member_id);
  return rowOf(tx.db, wish);
}

async function rowOf(db: Kysely<Tables>, { id, tillId }: Followed): Promise<ConfirmationRow> {
  const known = await confirmationById(db, id);
  const row = known && (await confirmationRow(db, known.member_id, known.confirmation_id));
  if (!row || row.till_id !== tillId) throw new Refused({ key: 'confirmation-unknown' });
  return row;
}
