import { limits } from '#domain/limit.ts';
import { isUnasked, messageRules } from '#domain/messages/message.ts';
import type { ReturnedMail } from '#domain/messages/returned-mail.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { wasUntold } from '#domain/people/member-pin.ts';
import { messageKinds } from '#domain/program/message-settings.ts';
import { refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { DeadAddressRow } from '#server/storage/db/schema-messages.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { putDeadAddress } from '#server/storage/people/dead-addresses.ts';
import { countUp, refusalWhileFull } from '#server/storage/people/limits.ts';
import { mailById } from '#server/storage/people/mails.ts';
import { dropMemberPin, memberPinOf } from '#server/storage/people/member-pins.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { choicesOf, memberOfMessage, putChoice } from '#server/storage/people/messages.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import type { Administrator } from '#server/usecases/pools/admin-key.ts';

/** What became of a report. `unknown`: it is about no mail or no address of a member of now. */
export type Noted = 'noted' | 'again' | 'unknown';

/** A report of the program that sends our mail, which has shown who it is. */
export interface MailReport {
  readonly kind: ReturnedMail['kind'];
  readonly address: string;
}

/**
 * Notes that an address takes no mail, or that its owner wants none of ours. The same again changes nothing. The log has
 * which key said so, because nothing proves it. Each address of nobody is counted, and while a key has reported too
 * many, none is answered: it would go through a list to see who is a member.
 * @throws Refused `too-many-requests`
 */
export async function noteMailReport(
  context: Context,
  { adminKeyId }: Administrator,
  { kind, address }: MailReport,
): Promise<Noted> {
  const { memberId, noted, full } = await transact(context, async (work) => {
    const limit = limits.mailReport;
    refuseWhen(await refusalWhileFull(work.db, limit, adminKeyId, work.at));
    const memberId = await memberIdByAddress(work.db, addressKey(address));
    if (memberId !== undefined) {
      return { memberId, noted: await note(work, memberId, { kind, way: 'report' }), full: false };
    }
    const { count } = await countUp(work, limit, adminKeyId, work.at);
    return { memberId, noted: 'unknown' as const, full: count === limit.atMost };
  });
  if (noted === 'noted' && memberId !== undefined) {
    noteSecurity(context, 'mail-reported', { adminKeyId, memberId, kind });
  }
  if (full) {
    const { atMost, windowMs } = limits.mailReport;
    const said = { adminKeyId, limit: atMost, minutes: windowMs / 60_000 };
    noteSecurity(context, 'mail-report-limited', said);
  }
  return noted;
}

/**
 * The same of a report that came back as a mail. Anybody can send one, so it counts only if it names a mail of ours by
 * its id, which nobody but its recipient knows, and only against the address that this mail went to. Whom the report
 * names says nothing: who reads a member's former mailbox has ids too. A mail that is kept no more proves nothing.
 */
export const noteReturnedMail = (
  context: Context,
  { kind, mailId }: ReturnedMail,
): Promise<Noted> =>
  transact(context, async (work) => {
    const mail = await mailById(work.db, mailId);
    if (!mail) return 'unknown';
    const memberId = await memberIdByAddress(work.db, addressKey(addressIn(context, mail)));
    if (memberId === undefined) return 'unknown';
    // The mailbox is another member's by now, and the mail was not theirs.
    const wasFor = await memberOfMessage(work.db, mailId);
    if (wasFor !== undefined && wasFor !== memberId) return 'unknown';
    return note(work, memberId, { kind, way: 'return' });
  });

/** The mail server itself said, when it was given a mail, that the address is not there. */
export const noteRefusedMail = (context: Context, row: MailRow): Promise<Noted> =>
  transact(context, async (work) => {
    const memberId = await memberIdByAddress(work.db, addressKey(addressIn(context, row)));
    return memberId === undefined
      ? 'unknown'
      : note(work, memberId, { kind: 'bounce', way: 'refused' });
  });

function addressIn(context: Context, row: MailRow): string {
  try {
    return openMail(context, row).to;
  } catch {
    return ''; // Sealed under a key before the last.
  }
}

async function note(
  work: Work,
  memberId: string,
  { kind, way }: Pick<ReturnedMail, 'kind'> & Pick<DeadAddressRow, 'way'>,
): Promise<Noted> {
  await work.lockMember(memberId);
  const isNew =
    kind === 'bounce'
      ? await putDeadAddress(work, { member_id: memberId, at: work.at, way })
      : await endAll(work, memberId);
  if (isNew && kind === 'bounce' && way !== 'report') await endUntoldPin(work, memberId);
  if (isNew) work.tell(memberTopic(memberId));
  return isNew ? 'noted' : 'again';
}

/** A till's associate may have chosen it for somebody who is not there, and the mail that tells of it reached nobody. */
async function endUntoldPin(work: Work, memberId: string): Promise<void> {
  const pin = await memberPinOf(work.db, memberId);
  if (!pin || !wasUntold({ place: pin.place, setAt: pin.set_at }, work.at)) return;
  await dropMemberPin(work, memberId);
  noteSecurity(work.context, 'member-pin-ended', { memberId, by: 'returned-mail' });
}

/** Who calls a mail of ours unwanted gets none of the kinds that nobody waits for; what warns them still comes. */
async function endAll(work: Work, memberId: string): Promise<boolean> {
  let changed = false;
  for (const kind of messageKinds) {
    if (!isUnasked(kind) && messageRules[kind].class !== 'receipt') continue;
    const choice = { member_id: memberId, kind, wanted: 0, way: 'complaint', at: work.at } as const;
    changed = (await putChoiceOnce(work, choice)) || changed;
  }
  return changed;
}

async function putChoiceOnce(work: Work, row: Parameters<typeof putChoice>[1]): Promise<boolean> {
  const before = (await choicesOf(work.db, row.member_id)).find(({ kind }) => kind === row.kind);
  if (before?.wanted === 0) return false;
  await putChoice(work, row);
  return true;
}
