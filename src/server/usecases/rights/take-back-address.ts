import { oldAddressWaits } from '#domain/people/address-change.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { Refused } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { AddressChangeRow } from '#server/storage/db/schema-referrals.ts';
import { addressChange } from '#server/storage/people/address-changes.ts';
import { dropDeadAddress } from '#server/storage/people/dead-addresses.ts';
import { dropMemberPin } from '#server/storage/people/member-pins.ts';
import { changeAddressOf, isErased } from '#server/storage/people/members.ts';
import { tellOfAddress, undoChange } from '#server/usecases/ground/address-waits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { endNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { prove } from '#server/usecases/sign-in/join.ts';
import { endSessionsInto } from '#server/usecases/sign-in/session.ts';

/** What a mail's link to take an address back can do: it can, it has done it, or it is worth nothing any more. */
export type TakeBackState = 'open' | 'back' | 'over';

export async function viewTakeBack(context: Context, token: string): Promise<TakeBackState> {
  const work = await readWork(context);
  const row = await rowOf(work, token);
  return row && !(await isErased(work.db, row.member_id)) ? stateOf(row, work.at) : 'over';
}

/**
 * Gives a member the address back that they had before a change, once, to whoever reads the mail there. Each later change
 * is over with it, so that of two links the one of the earlier address wins. Every session ends: a thief may have handed
 * the page over to a device of theirs before they changed the address. Both addresses are told.
 * @returns what the link can do now
 */
export async function takeBack(context: Context, token: string): Promise<TakeBackState> {
  const found = await rowOf(await readWork(context), token);
  if (!found) return 'over';
  const done = await transact(context, async (work): Promise<TakeBackState | 'done'> => {
    try {
      await lockPresent(work, found.member_id);
    } catch (error) {
      if (error instanceof Refused) return 'over';
      throw error;
    }
    const row = await addressChange(work.db, found.member_id, found.number);
    if (!row) return 'over';
    const state = stateOf(row, work.at);
    if (state !== 'open') return state;
    await giveBack(work, row);
    return 'done';
  });
  if (done !== 'done') return done;
  noteSecurity(context, 'address-taken-back', { memberId: found.member_id });
  return 'back';
}

async function giveBack(work: Work, row: AddressChangeRow): Promise<void> {
  const { member_id: memberId, before, before_key } = row;
  if (before === null || before_key === null) throw new Error('a change has no address of before');
  const member = await lockPresent(work, memberId);
  const to = { before: addressKey(member.address), after: before_key, address: before };
  // Nobody else can have it while it waits.
  if (!(await changeAddressOf(work, memberId, to))) throw new Error('an address was given away');
  await prove(work, memberId, null);
  await undoChange(work, row, 'back');
  await endSessionsInto(work, memberId, null);
  // Whoever had the other mailbox may have chosen it.
  await dropMemberPin(work, memberId);
  await dropDeadAddress(work, memberId);
  await tellOfAddress(work, member, { to: member.address, isNew: false, takeBack: null });
  await tellOfAddress(work, member, { to: before, isNew: true, takeBack: null });
  const { language } = member;
  await endNewsletter(work, { memberId, language, place: null }, 'address-changed');
  work.tell(memberTopic(memberId));
}

function stateOf({ state, ends_at }: AddressChangeRow, at: number): TakeBackState {
  if (state === 'back') return 'back';
  return oldAddressWaits({ state, endsAt: ends_at }, at) ? 'open' : 'over';
}

/** The change of a link; undefined: the link is none of ours, or the change is forgotten. */
async function rowOf(
  { db, context }: ReadWork,
  token: string,
): Promise<AddressChangeRow | undefined> {
  const said = read(context.secrets, token);
  if (!said) return undefined;
  const row = await addressChange(db, said.memberId, said.number);
  // A number is given again once its change is forgotten.
  return row?.at === said.at ? row : undefined;
}

function read(
  secrets: Context['secrets'],
  token: string,
): { number: number; at: number; memberId: string } | null {
  try {
    const [number, at, memberId = ''] = secrets.open('address-back', token).split(' ');
    return { number: Number(number), at: Number(at), memberId };
  } catch {
    return null; // Forged, cut off, or of a key before the last.
  }
}
