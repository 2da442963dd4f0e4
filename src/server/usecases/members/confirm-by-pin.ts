import {
  afterWrongMemberPin,
  memberPinRefusal,
  sameWrongMemberPin,
  typedPin,
} from '#domain/people/member-pin.ts';
import { confirmationRefusal } from '#domain/redemption/confirmation.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import type { ConfirmationRow, MemberPinRow } from '#server/storage/db/schema-counter.ts';
import { changeConfirmation, toConfirmation } from '#server/storage/people/confirmations.ts';
import { changeMemberPin, memberPinOf, toMemberPin } from '#server/storage/people/member-pins.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { underMyKeySince } from '#server/usecases/ground/under-my-key.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { countGuessInto, refuseWhileGuessing } from '#server/usecases/guesses/count-wrong-codes.ts';
import { inTurn } from '#server/usecases/guesses/in-turn.ts';
import { isOurs } from '#server/usecases/rights/member-pin.ts';
import { tellOfPin } from '#server/usecases/rights/tell-of-pin.ts';
import { actAtTill, type TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { confirm } from './answer-confirmation.ts';
import {
  type ConfirmationWords,
  describeConfirmation,
  type Followed,
  heldRow,
  rowOf,
} from './follow-confirmation.ts';

/**
 * Does what the member says yes to by their PIN, which they type at the till, after it was judged. The same request again
 * changes nothing, also with another PIN: there is nothing left to guess.
 * @throws Refused as `judgePin` does, or why the reward can't be had
 */
export async function confirmByPin<D extends object>(
  context: Context,
  till: TillRequest,
  { id, pin }: { readonly id: string; readonly pin: string },
  words: ConfirmationWords<D>,
): Promise<Answer<D>> {
  const followed = { id, tillId: till.tillId };
  // One at a time for each till, so that no more are tried at once than in turn.
  const hash = await inTurn(`${till.tillId}/member-pin`, () =>
    judgePin(context, { ...followed, pin }),
  );
  return actAtTill(context, till, {
    sent: { what: 'nothing' },
    act: async (work) => {
      const row = await heldRow(work, followed);
      // Taken back, or another one chosen, since it was judged.
      if (
        row.state !== 'confirmed' &&
        (await memberPinOf(work.db, row.member_id))?.pin_hash !== hash
      )
        throw new Refused({ key: 'member-pin-none' });
      await confirm(work, row, 'pin');
      return rowOf(work, followed);
    },
    describe: async (work, row) => words(await describeConfirmation(work, row, till)),
  });
}

type PinWish = Followed & { readonly pin: string };

/**
 * Judges a PIN in a transaction of its own, so that a wrong one counts whatever happens to the request around it. Wrong
 * ones count against the member and the till, each once for a question: a retry guesses nothing new. Each third one locks
 * the member's PIN, and the member is told.
 * @returns the hash of the right PIN; null: the question was answered with yes before
 * @throws Refused `member-pin-wrong` with the tries left, `member-pin-locked`, `member-pin-none`, `member-pin-early`,
 * `member-pin-form`, `confirmation-unknown`, `confirmation-over`, `confirmation-declined`, `too-many-requests`
 */
async function judgePin(context: Context, wish: PinWish): Promise<string | null> {
  const { secrets } = context;
  const read = await readWork(context);
  const asked = await rowOf(read, wish);
  if (asked.state === 'confirmed') return null;
  refuseWhen(confirmationRefusal(toConfirmation(asked), read.at));
  await refuseWhileGuessing(context, wish.tillId, 'member-pin');
  await refuseWhileGuessing(context, wish.tillId, 'member-pin-day');
  const found = await memberPinOf(read.db, asked.member_id);
  const kept = found && isOurs(context, found) ? found : null;
  // Refuses a locked one first, so that tries against a lock cost no slow hash.
  refuseWhen(memberPinRefusal(kept && toMemberPin(kept), read.at));
  if (!kept) throw new Error('refused above');
  const typed = typedPin(wish.pin);
  // A typing error takes no try away.
  if (typed === null) throw new Refused({ key: 'member-pin-form' });
  // The slow hash is computed before the transaction, so that nobody waits for it.
  const right = await secrets.isPin(typed, kept.pin_hash);
  const mayRenew = right && (await underMyKeySince(context)) !== null;
  const renewed = mayRenew ? await secrets.renewedPin(typed, kept.pin_hash) : null;
  const outcome = await transact(context, async (work): Promise<string | null | Refusal> => {
    const row = await heldRow(work, wish);
    // The phone may have said yes meanwhile.
    if (row.state === 'confirmed') return null;
    const now = await memberPinOf(work.db, row.member_id);
    const isSame =
      now?.pin_hash === kept.pin_hash || (renewed !== null && now?.pin_hash === renewed);
    // Taken back, or another one chosen, while the slow hash was computed.
    if (!now || !isSame) return { key: 'member-pin-none' };
    const refusal = memberPinRefusal(toMemberPin(now), work.at);
    if (refusal) return refusal;
    if (!right) return (await wasTried(work, { row, now, typed })) ?? countWrong(work, now, wish);
    const [key_fingerprint = ''] = fingerprintsOf(secrets);
    await changeMemberPin(work, row.member_id, {
      wrong_tries: 0,
      locked_until: 0,
      ...(renewed !== null && { pin_hash: renewed, key_fingerprint }),
    });
    return renewed ?? now.pin_hash;
  });
  if (outcome !== null && typeof outcome !== 'string') throw new Refused(outcome);
  return outcome;
}

interface WrongPin {
  readonly row: ConfirmationRow;
  readonly now: MemberPinRow;
  readonly typed: string;
}

/**
 * Notes a wrong PIN with its question. Its hash is of the member's PIN too: against another PIN it is another guess.
 * @returns what is said of one that was counted before; null: it is the first time
 */
async function wasTried(work: Work, { row, now, typed }: WrongPin): Promise<Refusal | null> {
  const { hash, isHash } = work.context.secrets;
  const text = `${row.id}/${now.pin_hash}/${typed}`;
  const tried = row.tried_pins?.split(' ') ?? [];
  if (tried.some((one) => isHash('tried-pin', text, one))) {
    return sameWrongMemberPin(toMemberPin(now));
  }
  const tried_pins = [...tried, hash('tried-pin', text)].join(' ');
  await changeConfirmation(work, row, { tried_pins });
  return null;
}

async function countWrong(work: Work, row: MemberPinRow, { tillId }: PinWish): Promise<Refusal> {
  const { member_id: memberId } = row;
  const { guard, refusal } = afterWrongMemberPin(toMemberPin(row), work.at);
  const { wrongTries: wrong_tries, lockedUntil: locked_until } = guard;
  await changeMemberPin(work, memberId, { wrong_tries, locked_until });
  await countGuessInto(work, tillId, 'member-pin');
  await countGuessInto(work, tillId, 'member-pin-day');
  if (refusal.key !== 'member-pin-locked') {
    noteSecurity(work.context, 'member-pin-wrong', { tillId, memberId });
    return refusal;
  }
  const minutes = Math.round((locked_until - work.at) / 60_000);
  noteSecurity(work.context, 'member-pin-locked', { tillId, memberId, minutes });
  const member = await memberById(work.db, memberId);
  if (!member) throw new Error('a member was locked and is not there');
  await tellOfPin(work, member, { what: 'locked', tillId, at: locked_until });
  return refusal;
}
