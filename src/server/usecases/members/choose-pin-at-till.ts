import { limits } from '#domain/limit.ts';
import { chosenPinWaitMs, readChosenPin } from '#domain/people/member-pin.ts';
import { frozenRefusal } from '#domain/program/frozen.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import { countAgainst, refusalWhileFull } from '#server/storage/people/limits.ts';
import { memberPinOf, putMemberPin } from '#server/storage/people/member-pins.ts';
import { memberById } from '#server/storage/people/members.ts';
import { openChange } from '#server/usecases/ground/address-waits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import { inTurn } from '#server/usecases/guesses/in-turn.ts';
import { hashPin, isOurs, newPin } from '#server/usecases/rights/member-pin.ts';
import { tellOfPin } from '#server/usecases/rights/tell-of-pin.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';

interface Place {
  readonly tillId: string;
  readonly storeId: string;
  /** Who is on duty there, and turned the screen. */
  readonly associateId: string;
}

interface Wish {
  readonly memberId: string;
  readonly pin: string;
}

/**
 * Gives a member who has none the PIN that they type on a till's screen, for instance with a new card. It is taken a day
 * later, and the member is told by mail at once. Where and with whom it was chosen is written down.
 * @returns from when it is taken
 * @throws Refused `member-unknown`, `member-pin-form`, `member-pin-simple`, `member-pin-kept`, `member-pin-untold`,
 * `address-new`, `frozen`, `too-many-requests`
 */
export async function choosePinAtTill(
  context: Context,
  place: Place,
  { memberId, pin: typed }: Wish,
): Promise<{ usableAt: number }> {
  const pin = readChosenPin(typed);
  // Refuses first, and one at a time for each till, so that what is refused costs no slow hash.
  const done = await inTurn(`${place.tillId}/choose-member-pin`, async () => {
    const read = await readWork(context);
    const member = await memberById(read.db, await memberIdKnown(read, memberId));
    if (!member) throw new Error('a member was found and is not there');
    await refuseUnlessFree(read, member);
    const limit = limits.memberPinTill;
    refuseWhen(await refusalWhileFull(read.db, limit, place.tillId, read.at));
    return keep(context, place, { memberId, hashed: await hashPin(context, pin) });
  });
  noteSecurity(context, 'member-pin-set', { memberId: done.memberId, by: place.tillId });
  return { usableAt: done.usableAt };
}

/** @throws Refused why no till gives this member a PIN */
async function refuseUnlessFree(
  work: ReadWork,
  { id: memberId, frozen_at }: MemberRow,
): Promise<void> {
  const { db, context, at } = work;
  refuseWhen(frozenRefusal(frozen_at, at));
  const before = await memberPinOf(db, memberId);
  if (before && isOurs(context, before)) throw new Refused({ key: 'member-pin-kept' });
  if ((await deadnessOf(db, memberId)) === 'proved')
    throw new Refused({ key: 'member-pin-untold' });
  // The mail goes to the new address, which may be a thief's.
  const change = await openChange(work, memberId);
  if (change) throw new Refused({ key: 'address-new', at: change.ends_at });
}

/** Asks everything again where nobody else can change it meanwhile. */
const keep = (
  context: Context,
  { tillId, storeId, associateId }: Place,
  wish: Pick<Wish, 'memberId'> & { readonly hashed: Awaited<ReturnType<typeof hashPin>> },
): Promise<{ memberId: string; usableAt: number }> =>
  transact(context, async (work) => {
    const memberId = await memberIdKnown(work, wish.memberId);
    const member = await lockPresent(work, memberId);
    await refuseUnlessFree(work, member);
    refuseWhen(await countAgainst(work, limits.memberPinTill, tillId, work.at));
    const usableAt = work.at + chosenPinWaitMs;
    await putMemberPin(work, {
      ...newPin(work, member, wish.hashed),
      place: 'till',
      till_id: tillId,
      usable_at: usableAt,
    });
    const details = { tillId, associateId };
    await recordAct(work, { act: 'pin-chosen', memberId, storeId, details });
    await tellOfPin(work, member, { what: 'chosen', tillId, at: usableAt });
    work.tell(memberTopic(memberId));
    return { memberId, usableAt };
  });
