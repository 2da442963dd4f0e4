import type { MessageKind } from '#domain/program/message-settings.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { putMail } from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import type { Mail } from '#server/vendors/mailer.ts';

/** The topic that wakes the outbox. */
export const mailTopic = 'mail';

/** A mail that is a message of `domain/messages`, which may wait and is in its member's log. */
interface Message {
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
 * @param message absent: somebody waits for the mail; `queueMessage` gives it
 */
export async function queueMail(work: Work, mail: Mail, message?: Message): Promise<void> {
  const { context } = work;
  // An erased member has no address: nothing is left to tell, and nobody to tell it.
  if (mail.to === '') return;
  const id = message?.id ?? Buffer.from(context.randomBytes(16)).toString('hex');
  const sealed = context.secrets.seal('mail', JSON.stringify(mail));
  await putMail(work, {
    ...{ id, sealed, created_at: work.at },
    ...(message && {
      ...{ notice: message.kind, member_id: message.memberId },
      ...{ send_after: message.sendAt, worth_until: message.worthUntil },
    }),
  });
  work.tell(mailTopic);
}

/** @throws Error when it was sealed under another SECRET_KEY */
export const openMail = ({ secrets }: Pick<Context, 'secrets'>, { sealed }: MailRow): Mail =>
  JSON.parse(secrets.open('mail', sealed)) as Mail; // queueMail wrote it, and decryption checks that it is unchanged.
