import { limits } from '#domain/limit.ts';
import { chosenPinWaitMs, readChosenPin } from '#domain/people/member-pin.ts';
import { frozenRefusal } from '#domain/program/frozen.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberPinOf, putMemberPin } from '#server/storage/people/member-pins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { hashPin, isOurs, newPin } from '#server/usecases/rights/member-pin.ts';
import { tellOfPin } from '#server/usecases/rights/tell-of-pin.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';

/**
 * Gives a member who has none the PIN that they type on a till's screen, for instance with a new card. It is taken a day
 * later, and the member is told by mail at once. That it was chosen there is written down.
 * @returns from when it is taken
 * @throws Refused `member-unknown`, `member-pin-form`, `member-pin-simple`, `member-pin-kept`, `member-pin-untold`,
 * `frozen`, `too-many-requests`
 */
export async function choosePinAtTill(
  context: Context,
  till: { readonly tillId: string; readonly storeId: string },
  wish: { readonly memberId: string; readonly pin: string },
): Promise<{ usableAt: number }> {
  const pin = readChosenPin(wish.pin);
  const hashed = await hashPin(context, pin);
  const done = await transact(context, async (work) => {
    const memberId = await memberIdKnown(work, wish.memberId);
    const member = await lockPresent(work, memberId);
    refuseWhen(frozenRefusal(member.frozen_at, work.at));
    const before = await memberPinOf(work.db, memberId);
    if (before && isOurs(context, before)) throw new Refused({ key: 'member-pin-kept' });
    if ((await deadnessOf(work.db, memberId)) === 'proved')
      throw new Refused({ key: 'member-pin-untold' });
    refuseWhen(await countAgainst(work, limits.memberPinTill, till.tillId, work.at));
    const usableAt = work.at + chosenPinWaitMs;
    await putMemberPin(work, {
      ...newPin(work, member, hashed),
      place: 'till',
      till_id: till.tillId,
      usable_at: usableAt,
    });
    const { storeId, tillId } = till;
    await recordAct(work, { act: 'pin-chosen', memberId, storeId, details: { tillId } });
    await tellOfPin(work, member, { what: 'chosen', tillId, at: usableAt });
    work.tell(memberTopic(memberId));
    return { memberId, usableAt };
  });
  noteSecurity(context, 'member-pin-set', { memberId: done.memberId, by: till.tillId });
  return { usableAt: done.usableAt };
}
