import { addressKey } from '#domain/people/email-address.ts';
import type { MessageKind } from '#domain/program/message-settings.ts';
import { isMembershipNumber } from '#domain/scan/membership-number.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { putMails } from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import type { Mail } from '#server/vendors/mailer.ts';

/** The topic that wakes the outbox. */
export const mailTopic = 'mail';

/** How long a notice is tried that says neither a code nor a time of its own. */
export const noticeWorthMs = 7 * 24 * 60 * 60_000;

/** A mail that is a message of `domain/messages`, which may wait and is in its member's log. */
export interface Message {
  readonly id: string;
  readonly kind: MessageKind;
  readonly memberId: string;
  readonly sendAt: number;
  /** How long it is tried. */
  readonly worthUntil: number;
}

/**
 * Puts a mail into the outbox, in the transaction that causes it: it is sent after the commit, and only then. It is
 * stored encrypted, because it contains a code and a link.
 * @param kind it is tried until `worthUntil`, and if that is absent, as long as a sign-in code is good
 */
export async function queueMail(
  work: Work,
  mail: Mail,
  kind: { readonly worthUntil?: number } = {},
): Promise<void> {
  // An erased member has no address: nothing is left to tell, and nobody to tell it.
  if (mail.to === '') return;
  const id = Buffer.from(work.context.randomBytes(16)).toString('hex');
  await putMails(work, [{ ...sealed(work, mail), id, worth_until: kind.worthUntil ?? null }]);
  work.tell(mailTopic);
}

/** Puts messages into the outbox, as `queueMail` does with a mail. */
export async function queueMailsOf(
  work: Work,
  messages: readonly { readonly mail: Mail; readonly message: Message }[],
): Promise<void> {
  const going = messages.filter(({ mail }) => mail.to !== '');
  if (going.length === 0) return;
  const rows = going.map(({ mail, message }) => ({
    ...sealed(work, mail),
    id: message.id,
    worth_until: message.worthUntil,
    notice: message.kind,
    member_id: message.memberId,
    send_after: message.sendAt,
  }));
  await putMails(work, rows);
  work.tell(mailTopic);
}

const sealed = ({ context, at }: Pick<Work, 'context' | 'at'>, mail: Mail) => ({
  sealed: context.secrets.seal('mail', JSON.stringify(mail)),
  created_at: at,
  ...namesIn(context, mail),
});

/** As `digitGroups` writes a membership number. */
const writtenNumber = /(?<!\d)\d{2} \d{4} \d{4}(?!\d)/g;

/**
 * By what a sealed mail is found when its member leaves: whom it is to, and the number that it says. One that says several
 * has no key, and is opened then.
 */
function namesIn(
  { secrets }: Pick<Context, 'secrets'>,
  { to, text }: Mail,
): Pick<MailRow, 'to_key' | 'number_key'> {
  const written = (text.match(writtenNumber) ?? []).map((one) => one.replaceAll(' ', ''));
  const [number, ...others] = new Set(written.filter(isMembershipNumber));
  if (others.length > 0) return { to_key: null, number_key: null };
  return {
    to_key: secrets.hash('mail-to', addressKey(to)),
    number_key: number === undefined ? null : secrets.hash('mail-number', number),
  };
}

/** @throws Error when it was sealed under another SECRET_KEY */
export const openMail = ({ secrets }: Pick<Context, 'secrets'>, { sealed }: MailRow): Mail =>
  JSON.parse(secrets.open('mail', sealed)) as Mail; // queueMail wrote it, and decryption checks that it is unchanged.
