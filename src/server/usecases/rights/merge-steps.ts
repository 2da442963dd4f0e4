import { limits } from '#domain/limit.ts';
import { addressKey, readEmailAddress } from '#domain/people/email-address.ts';
import {
  mergeCodeMs,
  mergeCodeStands,
  mergeProofMs,
  mergeProofStands,
} from '#domain/people/merge.ts';
import { wrongCodesAtMost } from '#domain/people/sign-in.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedCode } from '#domain/scan/typed-digits.ts';
import type { MergeAskRow } from '#server/storage/db/schema-merges.ts';
import { dropMergeAsk, mergeAskOf, putMergeAsk } from '#server/storage/merges/merge-asks.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById, memberIdByAddress } from '#server/storage/people/members.ts';
import { sessionById } from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { makeCode } from '#server/usecases/ground/make-id.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { type Asker, heedAsk } from '#server/usecases/sign-in/heed-sign-in-limits.ts';
import { isLive, type Session } from '#server/usecases/sign-in/session.ts';
import { mailboxCodeMail } from '#server/words/mail/mailbox-code-mail.ts';
import { demandFresh, isFreshSession } from './fresh.ts';
import { type MergePreview, previewMerge } from './merge-preview.ts';

/** How far a member is who merges another membership into theirs, on one device. */
export type MergeSteps =
  /** Their own mailbox must be proved first. */
  | { readonly step: 'own'; readonly address: string }
  | { readonly step: 'other'; readonly address: string }
  | { readonly step: 'code'; readonly address: string; readonly asked: string }
  | { readonly step: 'confirm'; readonly address: string; readonly preview: MergePreview };

/** @throws Refused `signed-out` when the member has left */
export async function viewMerge(
  context: Context,
  session: Session,
  language: string,
): Promise<MergeSteps> {
  const work = await readWork(context);
  const member = await memberById(work.db, session.memberId);
  if (!member || member.erased_at !== null) throw new Refused({ key: 'signed-out' });
  const { address } = member;
  const ask = await askOf(work, session);
  const otherId = ask && (await provedOther(work, ask));
  if (otherId !== undefined && otherId !== null) {
    const preview = await previewMerge(work, { memberId: member.id, otherId, language });
    return { step: 'confirm', address, preview };
  }
  if (!(await isFreshSession(context, session))) return { step: 'own', address };
  return ask && mergeCodeStands(standing(ask), work.at)
    ? { step: 'code', address, asked: ask.address }
    : { step: 'other', address };
}

/**
 * Mails a code to the address of the member's other membership. Whether there is one is said to nobody but who types
 * that code. Asked again, the code before is worth nothing.
 * @throws Refused `address-invalid`, `merge-same`, `merge-frozen`, `sign-in-again`, `address-new`, `too-many-requests`, or as `heedAsk` does
 */
export async function askMerge(
  context: Context,
  session: Session,
  { email, language, ...asker }: Asker & { readonly email: string; readonly language: string },
): Promise<void> {
  const read = readEmailAddress(email);
  if ('fault' in read) throw new Refused({ key: 'address-invalid', fault: read.fault });
  const { address } = read;
  const { memberId } = session;
  await demandFresh(context, session);
  await transact(context, async (work) => {
    const member = await lockHere(work, session);
    if (addressKey(member.address) === addressKey(address))
      throw new Refused({ key: 'merge-same' });
    refuseWhen(await countAgainst(work, limits.merge, memberId, work.at));
    await heedAsk(work, asker, addressKey(address));
    const code = makeCode(context);
    await putMergeAsk(work, {
      member_id: memberId,
      state: 'asked',
      session_id: session.id,
      address,
      code_hash: context.secrets.hash('merge-code', codeText(memberId, address, code)),
      wrong_codes: 0,
      at: work.at,
      ends_at: work.at + mergeCodeMs,
    });
    const { program } = work;
    const { publicUrl } = context;
    const facts = { to: address, program, language, code, publicUrl };
    const mail = mailboxCodeMail('merge', mergeCodeMs, facts);
    await queueMail(work, mail, { worthUntil: work.at + mergeCodeMs });
  });
}

/**
 * Proves the other mailbox, by the code that was mailed there, on the device that asked.
 * @throws Refused `merge-code-wrong` with the tries left, `merge-code-over`, `sign-in-again`; `merge-nobody` only to who
 * typed the right code
 */
export async function proveMerge(context: Context, session: Session, typed: string): Promise<void> {
  await demandFresh(context, session);
  // A refusal is thrown after the commit, because a wrong code counts.
  refuseWhen(await transact(context, (work) => prove(work, session, typed)));
}

async function prove(work: Work, session: Session, typed: string): Promise<Refusal | null> {
  await lockHere(work, session);
  const ask = await askOf(work, session);
  const code = typedCode(typed);
  const isRight = ask !== null && code !== null && isCode(work, ask, code);
  // A form that is sent twice is one proof.
  if (isRight && mergeProofStands(standing(ask), work.at)) return null;
  if (!ask || !mergeCodeStands(standing(ask), work.at)) return { key: 'merge-code-over' };
  // A typing error takes no try away.
  if (code === null) return { key: 'merge-code-wrong', left: wrongCodesAtMost - ask.wrong_codes };
  if (!isRight) {
    const wrong_codes = ask.wrong_codes + 1;
    await putMergeAsk(work, { ...ask, wrong_codes });
    const left = wrongCodesAtMost - wrong_codes;
    return left > 0 ? { key: 'merge-code-wrong', left } : { key: 'merge-code-over' };
  }
  if ((await memberIdByAddress(work.db, addressKey(ask.address))) === undefined) {
    await dropMergeAsk(work, session.memberId);
    return { key: 'merge-nobody' };
  }
  await putMergeAsk(work, { ...ask, state: 'proved', ends_at: work.at + mergeProofMs });
  return null;
}

/** Forgets what the member was about to merge. */
export function dropMerge(context: Context, { memberId }: Session): Promise<void> {
  return transact(context, async (work) => {
    await lockPresent(work, memberId);
    await dropMergeAsk(work, memberId);
  });
}

/** What was asked on this device; null: nothing. */
export async function askOf(
  { db }: Pick<ReadWork, 'db'>,
  { memberId, id }: Session,
): Promise<MergeAskRow | null> {
  const ask = await mergeAskOf(db, memberId);
  return ask?.session_id === id ? ask : null;
}

/** The other membership whose mailbox was proved a short time ago; null: none was, or it has gone since. */
export async function provedOther(
  { db, at }: Pick<ReadWork, 'db' | 'at'>,
  ask: MergeAskRow,
): Promise<string | null> {
  if (!mergeProofStands(standing(ask), at)) return null;
  return (await memberIdByAddress(db, addressKey(ask.address))) ?? null;
}

/** @throws Refused `signed-out` when the session has ended meanwhile, `merge-frozen` */
async function lockHere(work: Work, { memberId, id }: Session) {
  const member = await lockPresent(work, memberId);
  const session = await sessionById(work.db, memberId, id);
  if (!session || !isLive(session, work.at)) throw new Refused({ key: 'signed-out' });
  if (member.frozen_at !== null) throw new Refused({ key: 'merge-frozen' });
  return member;
}

const standing = ({ state, ends_at: endsAt, wrong_codes: wrongCodes }: MergeAskRow) => ({
  state,
  endsAt,
  wrongCodes,
});

const isCode = ({ context }: Work, { member_id, address, code_hash }: MergeAskRow, code: string) =>
  context.secrets.isHash('merge-code', codeText(member_id, address, code), code_hash);

const codeText = (memberId: string, address: string, code: string): string =>
  `${memberId}/${address}/${code}`;
