import { cancelRefusal } from '#domain/redemption/redemption.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import {
  clearActWords,
  clearEntryWords,
  clearMember,
  clearReasons,
  clearSegments,
  deleteHeld,
} from '#server/storage/held/erase-rows.ts';
import { together } from '#server/storage/merges/merges.ts';
import { deleteMails } from '#server/storage/people/mails.ts';
import { memberById } from '#server/storage/people/members.ts';
import { deleteSignInsOf } from '#server/storage/people/sign-ins.ts';
import { countForLeaving } from '#server/storage/people/survey-answers.ts';
import { baseOf, headOf, readChainBeginning } from '#server/storage/points/chain.ts';
import { installationRow } from '#server/storage/program/installation.ts';
import { keepBase, linkedEntries } from '#server/storage/program/turned-rows.ts';
import { deleteAnswers } from '#server/storage/till/idempotency-keys.ts';
import { chainFaults } from '#server/storage/verify/verify-chain.ts';
import { scannableRedemptions, toRedemption } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { endNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { lapseAll } from '#server/usecases/points/change-points.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';
import { rememberAddress } from '#server/usecases/sign-in/invited.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { cancelInto } from '#server/usecases/vouchers/cancel-voucher.ts';
import { demandFresh } from './fresh.ts';
import { addressKeysOf, type NamingRead, namingSince, readNaming } from './read-naming.ts';

/**
 * Erases the member who asks, once they have said yes.
 * @throws Refused `sign-in-again`, `confirm-required`, or `voucher-reserved` while a till has a voucher of theirs
 */
export async function leave(
  context: Context,
  session: Session,
  { confirmed }: { readonly confirmed: boolean },
): Promise<void> {
  await demandFresh(context, session);
  if (!confirmed) throw new Refused({ key: 'confirm-required' });
  await eraseMember(context, session.memberId, 'member');
}

/**
 * Erases a member: points and open vouchers end, and everything that says who they are goes, in one transaction. What
 * the books need stays under the member's id, which nothing leads to any more (`storage/held` says of each table what
 * becomes of it). Then nothing of it is left in the database's own files either.
 * @param still asked again when the member is locked: what somebody decided may have ceased to be so
 * @param earlier what names them, where it was read for several members at once
 * @returns false when they were erased before, or are to stay
 * @throws Refused `voucher-reserved` while a till is about to give something for a voucher of theirs
 */
export async function eraseMember(
  context: Context,
  memberId: string,
  by: 'member' | 'support' | 'time',
  still: (work: Work) => Promise<boolean> = async () => true,
  earlier?: NamingRead,
): Promise<boolean> {
  const member = await memberById(context.store.read, memberId);
  if (!member || member.erased_at !== null) {
    // The process that did it may have been killed before this.
    await emptyLog(context);
    return false;
  }
  // The long readings come first, so that nobody waits for them; what comes meanwhile is read again inside.
  const read = earlier ?? (await readNaming(context, [member]));
  const before = await addressKeysOf(context.store.read, member);
  const done = await transact(context, async (work) => {
    // Whoever signs in holds the request first and the member then: in another order the two would wait for each other.
    for (const key of before) await deleteSignInsOf(work, key);
    await work.lockMember(memberId);
    const now = await memberById(work.db, memberId);
    if (!now || now.erased_at !== null || !(await still(work))) return false;
    await endVouchers(work, memberId);
    await lapseAll(work, memberId);
    // Whoever runs the newsletter must hear that nobody may be written to any more; the consents go with the rest.
    const said = { memberId, language: now.language, place: null };
    await endNewsletter(work, said, 'profile');
    const books = await booksOf(work, now);
    // Who was forgotten after years has tried nothing.
    if (by !== 'time') await rememberAddress(work, now.address);
    for (const { id } of books) await countForLeaving(work, id);
    const keys = await addressKeysOf(work.db, now);
    // Before the merges go, which say what else they are called.
    const late = await namingSince(work, now, { from: read.from, keys });
    await clearMember(work, memberId, work.at);
    for (const { id } of books) await deleteHeld(work, id);
    for (const key of keys) if (!before.has(key)) await deleteSignInsOf(work, key);
    const naming = read.of(memberId);
    await deleteMails(work, [...naming.mails, ...late.mails]);
    await deleteAnswers(work, [...naming.answers, ...late.answers]);
    for (const { id, isWhole } of books) {
      await clearActWords(work, id);
      await clearReasons(work, id);
      await clearSegments(work, id);
      await clearLedger(work, id, isWhole);
    }
    if (by === 'support') await recordAct(work, { act: 'member-erased', memberId });
    work.tell(memberTopic(memberId));
    return true;
  });
  await emptyLog(context);
  if (done) noteSecurity(context, 'erased', { memberId, by });
  return done;
}

/** Something may read for long just then, such as a backup: who is erased is told so all the same, and the next start tries again. */
export const emptyLog = ({ store, log }: Pick<Context, 'store' | 'log'>): Promise<void> =>
  store.scrub().catch((err) => log.warn({ err }, 'the database’s log could not be emptied'));

/**
 * Ends what the member holds, as the member would: a code that a shop's own till or a vendor's may have taken is settled
 * later, and its points then lapse. What was given for a full card ends too.
 */
async function endVouchers(work: Work, memberId: string): Promise<void> {
  for (const row of await scannableRedemptions(work.db, memberId, work.at)) {
    const refusal = cancelRefusal(toRedemption(work.program, row), work.at);
    if (refusal?.key === 'voucher-earned') {
      await giveBack(work, row, { state: 'cancelled', because: 'cancelled' });
      continue;
    }
    refuseWhen(refusal);
    await cancelInto(work, row);
  }
}

/** The books that are about them: their own, and those of memberships that were merged into theirs. */
async function booksOf(
  work: Work,
  member: MemberRow,
): Promise<{ readonly id: string; readonly isWhole: boolean }[]> {
  const books: { id: string; isWhole: boolean }[] = [];
  for (const id of await together(work.db, member.id)) {
    // A return of what was bought there may just change them.
    if (id !== member.id) await work.lockMember(id);
    books.push({ id, isWhole: await chainIsWhole(work, { id }) });
  }
  return books;
}

/** Whether the entries are as they were written: a new base must not hide that somebody changed them. */
async function chainIsWhole(
  { db, context }: Work,
  member: Pick<MemberRow, 'id'>,
): Promise<boolean> {
  const { hashes } = context.secrets;
  const beginning = (await installationRow(db))?.chain_beginning ?? '';
  const from = readChainBeginning(hashes, beginning) ?? 0;
  const head = await memberById(db, member.id);
  const entries = await linkedEntries(db, member.id);
  return head !== undefined && chainFaults(head, entries, { hashes, from }).length === 0;
}

/** Takes words out of the entries, and holds them together anew as they are then. */
async function clearLedger(work: Work, memberId: string, isWhole: boolean): Promise<void> {
  const { hash } = work.context.secrets;
  const entries = await clearEntryWords(work, memberId);
  const link = entries.at(-1)?.link ?? null;
  if (!isWhole || link === null) return;
  await keepBase(work, {
    id: memberId,
    chain_base: baseOf(hash, memberId, entries),
    chain_head: headOf(hash, link),
  });
}
