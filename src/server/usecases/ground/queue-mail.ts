import type { MailNotice, MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { putMail } from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import type { Mail } from '#server/vendors/mailer.ts';

/** The topic that wakes the outbox. */
export const mailTopic = 'mail';

/** A mail that tells a member something which must be on record, and may wait for hours. */
interface Notice {
  readonly kind: MailNotice;
  readonly memberId: string;
  /** How long it is tried. */
  readonly worthUntil: number;
}

/**
 * Puts a mail into the outbox, in the transaction that causes it: it is sent after the commit, and only then. It is
 * stored encrypted, because it contains a code and a link.
 * @param notice absent: somebody waits for the mail
 * @returns the mail's id
 */
export async function queueMail(work: Work, mail: Mail, notice?: Notice): Promise<string> {
  const { context } = work;
  // An erased member has no address: nothing is left to tell, and nobody to tell it.
  const id = Buffer.from(context.randomBytes(16)).toString('hex');
  if (mail.to === '') return id;
  const sealed = context.secrets.seal('mail', JSON.stringify(mail));
  await putMail(work, {
    ...{ id, sealed, created_at: work.at },
    ...(notice && {
      ...{ notice: notice.kind, member_id: notice.memberId },
      worth_until: notice.worthUntil,
    }),
  });
  work.tell(mailTopic);
  return id;
}

/** @throws Error when it was sealed under another SECRET_KEY */
export const openMail = ({ secrets }: Pick<Context, 'secrets'>, { sealed }: MailRow): Mail =>
  JSON.parse(secrets.open('mail', sealed)) as Mail; // queueMail wrote it, and decryption checks that it is unchanged.
