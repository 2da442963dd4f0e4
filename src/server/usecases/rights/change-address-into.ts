import { takeBackMs } from '#domain/people/address-change.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { Refused } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { AddressChangeRow } from '#server/storage/db/schema-referrals.ts';
import {
  addAddressChange,
  dropAskedAddress,
  waitingFor,
} from '#server/storage/people/address-changes.ts';
import { deadnessOf, dropDeadAddress } from '#server/storage/people/dead-addresses.ts';
import { changeAddressOf } from '#server/storage/people/members.ts';
import {
  keepOpen,
  openChanges,
  takeBackAddress,
  tellOfAddress,
  undoChange,
} from '#server/usecases/ground/address-waits.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { endNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { rememberAddress } from '#server/usecases/sign-in/invited.ts';
import { endSessionsInto } from '#server/usecases/sign-in/session.ts';

/**
 * Gives a member another address. Both addresses get a mail, because whoever reads the new one can sign in. From the old
 * one it can be taken back for a week, in which nobody else can have it; not if nobody had ever proved it, because it may
 * be a stranger's. An address that waits for this member is taken back: the one that they leave, which may be a thief's,
 * gets no link. Points do not change. A consent to the newsletter ends: it was given for the other mailbox. The caller has
 * locked the member.
 * @param asked what the member asked for and confirmed by a code; null: support did it
 * @throws Refused `address-held`, which undoes the transaction
 */
export async function changeAddressInto(
  work: Work,
  member: MemberRow,
  { address, asked }: { readonly address: string; readonly asked: AddressChangeRow | null },
): Promise<'changed' | 'taken' | 'same'> {
  const { id: memberId, language } = member;
  const [before, after] = [addressKey(member.address), addressKey(address)];
  if (before === after) return 'same';
  if (!(await changeAddressOf(work, memberId, { before, after, address }))) return 'taken';
  await demandFree(work, after, memberId);
  await rememberAddress(work, member.address);
  await dropAskedAddress(work, memberId);
  const isBack = await undoWait(work, { memberId, after, asked });
  const canBeBack = member.proved_at !== null && !isBack;
  const endsAt = work.at + takeBackMs;
  if (canBeBack) await keepOpen(work, memberId, endsAt);
  const number = await addAddressChange(work, {
    member_id: memberId,
    state: canBeBack ? 'changed' : 'over',
    address,
    before: member.address,
    before_key: before,
    wrong_codes: 0,
    session_id: asked?.session_id ?? null,
    code_hash: asked?.code_hash ?? null,
    at: work.at,
    ends_at: endsAt,
  });
  const takeBack = canBeBack
    ? takeBackAddress(work, { member_id: memberId, number, at: work.at, ends_at: endsAt })
    : null;
  // Where mail comes back, nobody would read it. What a key claims proves nothing, and may be a thief's who silences alarms.
  const isDead = (await deadnessOf(work.db, memberId)) === 'proved';
  await dropDeadAddress(work, memberId);
  if (!isDead) await tellOfAddress(work, member, { to: member.address, isNew: false, takeBack });
  await tellOfAddress(work, member, { to: address, isNew: true, takeBack: null });
  // Who agreed did so for the mailbox of before.
  await endNewsletter(work, { memberId, language, place: null }, 'address-changed');
  work.tell(memberTopic(memberId));
  return 'changed';
}

/**
 * After the address was claimed: another transaction may have given it up just before, and made it wait.
 * @throws Refused `address-held`
 */
async function demandFree(work: Work, addressKey: string, memberId: string): Promise<void> {
  const waiting = await waitingFor(work.db, addressKey, work.at);
  if (waiting && waiting.member_id !== memberId) throw new Refused({ key: 'address-held' });
}

/**
 * If the address waits for the member, it is theirs again, as if by the link that was mailed there: that change and the
 * later ones are over, and so is every session but the one in which the code was typed that went there.
 * @returns whether it was so
 */
async function undoWait(
  work: Work,
  wish: {
    readonly memberId: string;
    readonly after: string;
    readonly asked: AddressChangeRow | null;
  },
): Promise<boolean> {
  const { memberId, after, asked } = wish;
  const row = (await openChanges(work, memberId)).find(({ before_key }) => before_key === after);
  if (!row) return false;
  await undoChange(work, row, 'over');
  await endSessionsInto(work, memberId, asked?.session_id ?? null);
  return true;
}
