import { limits } from '#domain/limit.ts';
import { type Reward, tillOf } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import { shownConfirmationState } from '#domain/redemption/confirmation.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { ConfirmationRow } from '#server/storage/db/schema-counter.ts';
import {
  addConfirmation,
  changeConfirmation,
  claimConfirmationId,
  confirmationById,
  confirmationRow,
  confirmationsOfReceipt,
  openConfirmations,
  rewardAsAsked,
  toConfirmation,
} from '#server/storage/people/confirmations.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeCode } from '#server/usecases/ground/make-id.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { memberIdOfNumber } from '#server/usecases/scan/find-named.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { atLeast } from '#server/usecases/vouchers/at-price.ts';
import { leftOf } from '#server/usecases/vouchers/codes-left.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';
import { confirmationMail } from '#server/words/mail/confirmation-mail.ts';
import { type ConfirmationWords, describeConfirmation } from './follow-confirmation.ts';
import { giveRefusal } from './suggest-rewards.ts';

export interface AskWish {
  /** Made by the caller and stored before sending: the same id is the same question. */
  readonly id: string;
  readonly memberNumber: string;
  readonly rewardId: string;
  /**
   * The receipt number that a POS will use for the redemption, so that a retry is recognised. Null: the till page,
   * which has none.
   */
  readonly receiptNumber: string | null;
  readonly storeId: string;
  readonly tillId: string;
  readonly associateId: string | null;
}

/**
 * Asks a member whether they want a reward, and returns the state of the question.
 * @throws Refused as `askInto` does
 */
export const askMember = <D extends object>(
  context: Context,
  till: TillRequest,
  wish: Pick<AskWish, 'id' | 'memberNumber' | 'rewardId' | 'receiptNumber'>,
  words: ConfirmationWords<D>,
): Promise<Answer<D>> =>
  actAtTill(context, till, {
    sent: { what: 'number', number: wish.memberNumber },
    act: (work) => askInto(work, { ...till, ...wish }),
    describe: async (work, row) => words(await describeConfirmation(work, row, till)),
  });

/**
 * Asks a member whether they want a reward: on the phone at once, and by a code in a mail. No points are taken before
 * they say yes. A till has one open question to a member: the same question again returns the first one, another
 * question ends it.
 * @throws Refused `member-unknown`, `reward-unknown`, `id-taken`, `too-many-requests` or why it can't be had
 */
export async function askInto(work: Work, wish: AskWish): Promise<ConfirmationRow> {
  const memberId = await memberIdOfNumber(work, wish.memberNumber);
  await work.lockMember(memberId);
  const before = await askedBefore(work, memberId, wish);
  if (before) return before;
  const { at } = work;
  const known = rewardOf(work.program, wish.rewardId);
  if (!known) throw new Refused({ key: 'reward-unknown' });
  const reward = atLeast(work.program, known);
  const standing = await weighMember(work, memberId, at);
  const { storeId } = wish;
  const counts = await leftOf(work, [reward], storeId);
  const left = counts.get(reward.id) ?? null;
  refuseWhen(giveRefusal(work, standing, reward, { storeId, left }));
  refuseWhen(await countAgainst(work, limits.confirmationTill, wish.tillId, at));
  refuseWhen(await countAgainst(work, limits.confirmation, memberId, at));

  for (const row of await openAtTill(work, memberId, wish.tillId)) {
    await changeConfirmation(work, row, { state: 'cancelled' });
  }
  const code = makeCode(work.context);
  const row = rowFrom(work, memberId, wish, reward, code);
  await claimId(work, row, wish.id);
  await addConfirmation(work, row);
  await mailCode(work, { row, reward, code });
  work.tell(memberTopic(memberId));
  return row;
}

/** The question that was asked before: with this id, for this receipt, or by this till a moment ago. */
async function askedBefore(
  work: Work,
  memberId: string,
  wish: AskWish,
): Promise<ConfirmationRow | null> {
  const isSame = (row: ConfirmationRow | undefined): row is ConfirmationRow =>
    row?.till_id === wish.tillId && rewardAsAsked(row).id === wish.rewardId;
  const known = await confirmationById(work.db, wish.id);
  if (known) {
    const row = await confirmationRow(work.db, known.member_id, known.confirmation_id);
    if (known.member_id !== memberId || !isSame(row)) throw new Refused({ key: 'id-taken' });
    return row;
  }
  const candidates =
    wish.receiptNumber === null
      ? await openAtTill(work, memberId, wish.tillId)
      : await standing(work, memberId, wish.tillId, wish.receiptNumber);
  const row = candidates.find(isSame);
  if (!row) return null;
  await claimId(work, row, wish.id);
  return row;
}

const openAtTill = async (
  work: Work,
  memberId: string,
  tillId: string,
): Promise<ConfirmationRow[]> => {
  const open = await openConfirmations(work.db, memberId, work.at);
  return open.filter((row) => row.till_id === tillId);
};

/** After a no, a timeout or a cancellation, the same receipt may ask again. */
async function standing(
  work: Work,
  memberId: string,
  tillId: string,
  receiptNumber: string,
): Promise<ConfirmationRow[]> {
  const key = { member_id: memberId, till_id: tillId, receipt_number: receiptNumber };
  const rows = await confirmationsOfReceipt(work.db, key);
  return rows.filter((row) => {
    const state = shownConfirmationState(toConfirmation(row), work.at);
    return state === 'open' || state === 'confirmed';
  });
}

async function claimId(work: Work, row: ConfirmationRow, id: string): Promise<void> {
  const claim = { id, member_id: row.member_id, confirmation_id: row.id };
  // Somebody may have made the same id for another member at this moment.
  if (!(await claimConfirmationId(work, claim))) throw new Refused({ key: 'id-taken' });
}

const rowFrom = (
  { context, at }: Work,
  memberId: string,
  wish: AskWish,
  reward: Reward,
  code: string,
): ConfirmationRow => ({
  member_id: memberId,
  id: wish.id,
  state: 'open',
  store_id: wish.storeId,
  till_id: wish.tillId,
  associate_id: wish.associateId,
  receipt_number: wish.receiptNumber ?? `page:${wish.id}`,
  reward: JSON.stringify(reward),
  code_hash: context.secrets.hash('confirmation-code', `${wish.id}/${code}`),
  wrong_codes: 0,
  tried_pins: null,
  asked_at: at,
  redemption_id: null,
});

async function mailCode(
  work: Work,
  { row, reward, code }: { row: ConfirmationRow; reward: Reward; code: string },
): Promise<void> {
  const member = await memberById(work.db, row.member_id);
  const till = tillOf(work.program, row.till_id);
  if (!member || !till) throw new Error('a till or a member vanished while it was asked');
  const mail = confirmationMail({
    to: member.address,
    program: work.program,
    language: member.language,
    code,
    store: till.store.name,
    till: till.name,
    reward: textIn(reward.name, member.language),
    picture: reward.picture,
    points: reward.points,
    publicUrl: work.context.publicUrl,
  });
  await queueMail(work, mail);
}
