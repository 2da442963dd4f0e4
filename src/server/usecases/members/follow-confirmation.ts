import type { TillConfirmation } from '#contract/till-members.ts';
import {
  afterWrongConfirmationCode,
  confirmationEndsAt,
  confirmationRefusal,
  shownConfirmationState,
  wrongConfirmationCodesAtMost,
} from '#domain/redemption/confirmation.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedCode } from '#domain/scan/typed-digits.ts';
import type { ConfirmationRow } from '#server/storage/db/schema-counter.ts';
import {
  changeConfirmation,
  confirmationById,
  confirmationRow,
  rewardAsAsked,
  toConfirmation,
} from '#server/storage/people/confirmations.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { countGuessInto, refuseWhileGuessing } from '#server/usecases/guesses/count-wrong-codes.ts';
import { inTurn } from '#server/usecases/guesses/in-turn.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { endConfirmation } from '#server/usecases/till/end-confirmation.ts';
import { showRedemptionAtTill } from '#server/usecases/till/show-at-till.ts';
import { showRewardAtTill } from '#server/usecases/vouchers/show-reward.ts';
import { confirm } from './answer-confirmation.ts';
import { pinFrom } from './pin-from.ts';

/** A question by its id. Only the till that asked it may read it. */
export interface Followed {
  readonly id: string;
  readonly tillId: string;
}

/** The state of a question. @throws Refused `confirmation-unknown` */
export async function viewConfirmation(
  context: Context,
  wish: Followed & { storeId: string; language: string },
): Promise<TillConfirmation> {
  const work = await readWork(context);
  return describeConfirmation(work, await rowOf(work, wish), wish);
}

export async function describeConfirmation(
  work: ReadWork,
  row: ConfirmationRow,
  here: { tillId: string; storeId: string; language: string },
): Promise<TillConfirmation> {
  const { program } = work;
  const member = await memberById(work.db, row.member_id);
  if (!member) throw new Error('a question has no member');
  const found = row.redemption_id && { memberId: row.member_id, redemptionId: row.redemption_id };
  return {
    id: row.id,
    state: shownConfirmationState(toConfirmation(row), work.at),
    reward: showRewardAtTill(program, rewardAsAsked(row), here.language),
    memberId: member.id,
    number: member.number,
    firstName: member.first_name,
    askedAt: row.asked_at,
    pinFrom: await pinFrom(work, row.member_id),
    expiresAt: confirmationEndsAt({ askedAt: row.asked_at }),
    voucher: found ? await showRedemptionAtTill(work, found, here) : null,
  };
}

/**
 * Judges the code that the member read out, in a transaction of its own, so that a wrong one counts whatever happens to
 * the request around it. The fifth wrong one ends the question.
 * @throws Refused `confirmation-code-wrong` with the tries left, `confirmation-over`, `confirmation-declined`
 */
async function judgeCode(context: Context, wish: Followed & { code: string }): Promise<void> {
  // One at a time for each till, over all its questions: otherwise the five tries of every question could be sent at
  // once.
  const refusal = await inTurn(`${wish.tillId}/confirmation-code`, () =>
    transact(context, (work) => refusalOfCode(work, wish)),
  );
  refuseWhen(refusal);
}

async function refusalOfCode(
  work: Work,
  wish: Followed & { code: string },
): Promise<Refusal | null> {
  const row = await heldRow(work, wish);
  // The phone may have said yes meanwhile: then nothing is left to guess.
  if (row.state === 'confirmed') return null;
  await refuseWhileGuessing(work.context, wish.tillId, 'confirmation-code');
  const over = confirmationRefusal(toConfirmation(row), work.at);
  if (over) return over;
  const typed = typedCode(wish.code);
  // A typing error takes no try away.
  if (typed === null) {
    return {
      key: 'confirmation-code-wrong',
      left: wrongConfirmationCodesAtMost - row.wrong_codes,
    };
  }
  const { isHash } = work.context.secrets;
  if (isHash('confirmation-code', `${row.id}/${typed}`, row.code_hash)) return null;
  const { confirmation, refusal: wrong } = afterWrongConfirmationCode(toConfirmation(row));
  await changeConfirmation(work, row, { wrong_codes: confirmation.wrongCodes });
  await countGuessInto(work, wish.tillId, 'confirmation-code');
  if (confirmation.state === 'ended') await endConfirmation(work, row, 'ended');
  return wrong;
}

/** The question, put into the words of the POS or the till page. */
export type ConfirmationWords<D extends object> = (seen: TillConfirmation) => D | Promise<D>;

/**
 * Does what the member's code says yes to, after the code was judged. The same request again changes nothing.
 * @throws Refused as `judgeCode` does, or why the reward can't be had
 */
export async function confirmByCode<D extends object>(
  context: Context,
  till: TillRequest,
  { id, code }: { readonly id: string; readonly code: string },
  words: ConfirmationWords<D>,
): Promise<Answer<D>> {
  const followed = { id, tillId: till.tillId };
  await judgeCode(context, { ...followed, code });
  return actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: async (work) => {
      await confirm(work, await heldRow(work, followed), 'mailbox');
      return rowOf(work, followed);
    },
    describe: async (work, row) => words(await describeConfirmation(work, row, till)),
  });
}

/**
 * The till takes its question back. The same request again changes nothing. If the member said yes first, the yes
 * stands and the answer says so.
 */
export function cancelQuestion<D extends object>(
  context: Context,
  till: TillRequest,
  id: string,
  words: ConfirmationWords<D>,
): Promise<Answer<D>> {
  const followed = { id, tillId: till.tillId };
  return actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: async (work) => {
      const row = await heldRow(work, followed);
      if (row.state !== 'open') return row;
      await endConfirmation(work, row, 'cancelled');
      return rowOf(work, followed);
    },
    describe: async (work, row) => words(await describeConfirmation(work, row, till)),
  });
}

export async function heldRow(work: Work, wish: Followed): Promise<ConfirmationRow> {
  await work.lockMember((await rowOf(work, wish)).member_id);
  return rowOf(work, wish);
}

export async function rowOf({ db }: ReadWork, { id, tillId }: Followed): Promise<ConfirmationRow> {
  const known = await confirmationById(db, id);
  const row = known && (await confirmationRow(db, known.member_id, known.confirmation_id));
  if (!row || row.till_id !== tillId) throw new Refused({ key: 'confirmation-unknown' });
  return row;
}
