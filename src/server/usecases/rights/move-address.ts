import { limits } from '#domain/limit.ts';
import { addressCodeMs, addressCodeStands } from '#domain/people/address-change.ts';
import { addressKey, readEmailAddress } from '#domain/people/email-address.ts';
import { wrongCodesAtMost } from '#domain/people/sign-in.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedCode } from '#domain/scan/typed-digits.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { AddressChangeRow } from '#server/storage/db/schema-referrals.ts';
import {
  addAddressChange,
  addressChangesOf,
  countWrongCode,
  dropAskedAddress,
} from '#server/storage/people/address-changes.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import { sessionById } from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { makeCode } from '#server/usecases/ground/make-id.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { type Asker, heedAsk } from '#server/usecases/sign-in/heed-sign-in-limits.ts';
import { prove } from '#server/usecases/sign-in/join.ts';
import { isLive, type Session } from '#server/usecases/sign-in/session.ts';
import { mailboxCodeMail } from '#server/words/mail/mailbox-code-mail.ts';
import { changeAddressInto } from './change-address-into.ts';

/** What the page of a member's address shows. */
export interface AddressSteps {
  readonly address: string;
  readonly frozen: boolean;
  /** The new address to which a code was mailed from this device; null: none. */
  readonly asked: string | null;
}

/** @throws Refused `signed-out` when the member has left */
export async function viewAddress(context: Context, session: Session): Promise<AddressSteps> {
  const work = await readWork(context);
  const member = await memberById(work.db, session.memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  const asked = await askedHere(work, session);
  return {
    address: member.address,
    frozen: member.frozen_at !== null,
    asked: asked && stands(asked, work.at) ? asked.address : null,
  };
}

/**
 * Mails a code to the address that a member wants to have. Whether somebody has it is said to nobody but who types that
 * code. Asked again, the code before is worth nothing.
 * @throws Refused `address-invalid`, `address-same`, `address-frozen`, `too-many-requests`, or as `heedAsk` does
 */
export async function askAddress(
  context: Context,
  session: Session,
  { email, language, ...asker }: Asker & { readonly email: string; readonly language: string },
): Promise<void> {
  const read = readEmailAddress(email);
  if ('fault' in read) throw new Refused({ key: 'address-invalid', fault: read.fault });
  const { address } = read;
  const { memberId } = session;
  await transact(context, async (work) => {
    const member = await lockHere(work, session);
    if (addressKey(member.address) === addressKey(address))
      throw new Refused({ key: 'address-same' });
    refuseWhen(await countAgainst(work, limits.address, memberId, work.at));
    await heedAsk(work, asker, addressKey(address));
    await dropAskedAddress(work, memberId);
    const code = makeCode(context);
    await addAddressChange(work, {
      member_id: memberId,
      state: 'asked',
      address,
      before: null,
      before_key: null,
      session_id: session.id,
      code_hash: hashOf(work, memberId, address, code),
      wrong_codes: 0,
      at: work.at,
      ends_at: work.at + addressCodeMs,
    });
    const { program } = work;
    const { publicUrl } = context;
    const facts = { to: address, program, language, code, publicUrl };
    const mail = mailboxCodeMail('address', addressCodeMs, facts);
    await queueMail(work, mail, { worthUntil: work.at + addressCodeMs });
  });
}

/**
 * Gives the member the new address, by the code that was mailed there, on the device that asked.
 * @throws Refused `address-code-wrong` with the tries left, `address-code-over`, `address-frozen`; `address-taken` and
 * `address-held` only to who typed the right code
 */
export async function confirmAddress(
  context: Context,
  session: Session,
  typed: string,
): Promise<void> {
  // A refusal is thrown after the commit, because a wrong code counts.
  refuseWhen(await transact(context, (work) => confirm(work, session, typed)));
  noteSecurity(context, 'address-changed', { memberId: session.memberId, by: 'member' });
}

async function confirm(work: Work, session: Session, typed: string): Promise<Refusal | null> {
  const member = await lockHere(work, session);
  const asked = await askedHere(work, session);
  const code = typedCode(typed);
  if (!asked || !stands(asked, work.at)) {
    // A form that is sent twice is one change.
    return (await isDoneHere(work, session, { member, code }))
      ? null
      : { key: 'address-code-over' };
  }
  // A typing error takes no try away.
  if (code === null)
    return { key: 'address-code-wrong', left: wrongCodesAtMost - asked.wrong_codes };
  if (!isCode(work, asked, code)) {
    const wrong_codes = asked.wrong_codes + 1;
    await countWrongCode(work, asked, wrong_codes);
    const left = wrongCodesAtMost - wrong_codes;
    return left > 0 ? { key: 'address-code-wrong', left } : { key: 'address-code-over' };
  }
  const { address } = asked;
  const outcome = await changeAddressInto(work, member, { address, asked });
  if (outcome !== 'changed') {
    await dropAskedAddress(work, member.id);
    return { key: outcome === 'taken' ? 'address-taken' : 'address-same' };
  }
  await prove(work, member.id, null);
  return null;
}

/** Forgets the new address that was asked for. */
export function dropAddress(context: Context, { memberId }: Session): Promise<void> {
  return transact(context, async (work) => {
    await lockPresent(work, memberId);
    await dropAskedAddress(work, memberId);
    work.tell(memberTopic(memberId));
  });
}

/** @throws Refused `signed-out` when the session has ended meanwhile, `address-frozen` */
async function lockHere(work: Work, { memberId, id }: Session): Promise<MemberRow> {
  const member = await lockPresent(work, memberId);
  const session = await sessionById(work.db, memberId, id);
  if (!session || !isLive(session, work.at)) throw new Refused({ key: 'signed-out' });
  if (member.frozen_at !== null) throw new Refused({ key: 'address-frozen' });
  return member;
}

/** What was asked for on this device. */
async function askedHere(
  { db }: Pick<ReadWork, 'db'>,
  { memberId, id }: Session,
): Promise<AddressChangeRow | null> {
  const rows = await addressChangesOf(db, memberId);
  return rows.find((row) => row.state === 'asked' && row.session_id === id) ?? null;
}

/** Whether this device has just confirmed the member's address of now with this code. */
async function isDoneHere(
  work: Work,
  { id }: Session,
  { member, code }: { readonly member: MemberRow; readonly code: string | null },
): Promise<boolean> {
  const done = (await addressChangesOf(work.db, member.id)).at(-1);
  if (!done || done.session_id !== id || code === null) return false;
  return done.address === member.address && isCode(work, done, code);
}

const stands = (
  { state, ends_at: endsAt, wrong_codes: wrongCodes }: AddressChangeRow,
  at: number,
) => addressCodeStands({ state, endsAt, wrongCodes }, at);

const hashOf = ({ context }: Work, memberId: string, address: string, code: string): string =>
  context.secrets.hash('address-code', codeText(memberId, address, code));

const isCode = ({ context }: Work, row: AddressChangeRow, code: string): boolean =>
  row.code_hash !== null &&
  context.secrets.isHash('address-code', codeText(row.member_id, row.address, code), row.code_hash);

const codeText = (memberId: string, address: string, code: string): string =>
  `${memberId}/${address}/${code}`;
