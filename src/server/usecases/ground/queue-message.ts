import { unsubscribeAt } from '#contract/paths.ts';
import {
  isUnasked,
  messageRules,
  type Withholding,
  whetherToTell,
} from '#domain/messages/message.ts';
import type { MessageKind } from '#domain/program/message-settings.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { memberById } from '#server/storage/people/members.ts';
import { countUnasked, putMessage, recipientOf } from '#server/storage/people/messages.ts';
import { unsubscribeToken } from '#server/storage/people/unsubscribe-links.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { channelTo } from './channels.ts';
import { makeShortToken } from './make-id.ts';
import { noticeWorthMs, queueMail } from './queue-mail.ts';
import type { Work } from './work.ts';

/** For how long a message is tried that has no end of its own. */
interface Telling {
  readonly kind: MessageKind;
  readonly memberId: string;
  /** Which event of this kind it is: the same again is told once. */
  readonly cause: string;
  /** How long it is worth sending, epoch milliseconds; absent: a week. */
  readonly worthUntil?: number;
}

/** What is no choice of the member's is in their log, because support is asked for it. */
const isLogged = (why: Withholding): boolean => why === 'too-many' || why === 'dead';

/**
 * Queues a message in the transaction that causes it, if the rules of `domain/messages` let it go out, and logs it for
 * the member and for support. The caller has locked the member.
 * @param compose writes it to the address, with the page on which such messages end; called only if it goes out
 * @returns the id of message and mail; null: nothing goes out, because the rules say no or the event was told before
 */
export async function queueMessage(
  work: Work,
  { kind, memberId, cause, worthUntil }: Telling,
  compose: (to: string, member: MemberRow, choices: string) => Mail,
): Promise<string | null> {
  const { at, context, db, program } = work;
  const member = await memberById(db, memberId);
  if (!member) return null;
  // Only what may be left out asks how full the week is: a till waits for the others.
  const unasked = messageRules[kind].mayBeLeftOut ? await countUnasked(db, memberId, at) : 0;
  const recipient = { ...(await recipientOf(db, member, kind)), unasked };
  const decided = whetherToTell(kind, recipient, at, program);
  const { channel, address } = channelTo(context, member);
  const id = Buffer.from(context.randomBytes(16)).toString('hex');
  const row = { member_id: memberId, kind, cause, id, channel: channel.name, at };
  if ('withheld' in decided) {
    const why = decided.withheld;
    if (isLogged(why)) await putMessage(work, { ...row, state: 'withheld', why, ended_at: at });
    return null;
  }
  const isNew = await putMessage(work, { ...row, state: 'queued', why: null, ended_at: null });
  if (!isNew) return null;
  const { sendAt } = decided;
  const message = { id, kind, memberId, sendAt, worthUntil: worthUntil ?? sendAt + noticeWorthMs };
  const token = await unsubscribeToken(work, memberId, kind, () => makeShortToken(context));
  const choices = `${context.publicUrl}${unsubscribeAt(token)}`;
  const mail = compose(address, member, choices);
  // A receipt was asked for, so that a mail program offers no click: the link in it is enough.
  await queueMail(work, isUnasked(kind) ? { ...mail, unsubscribe: choices } : mail, message);
  return id;
}
