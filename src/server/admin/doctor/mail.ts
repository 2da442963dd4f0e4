import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '#server/start/config.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { bad, type Finding, good, unsure } from './finding.ts';

const answerWithinMs = 20_000;

/** Sends one mail, as the server would. @param to null: nobody was named */
export async function lookAtMail(
  { smtpUrl, operatorMail }: Config,
  context: Pick<Context, 'mailer' | 'publicUrl' | 'randomBytes' | 'now'>,
  to: string | null,
): Promise<Finding> {
  const about = 'mail';
  const address = to ?? operatorMail;
  if (smtpUrl === null) {
    return unsure(about, 'is shown in the development inbox only', 'Set SMTP_URL and MAIL_FROM.');
  }
  if (address === null) {
    return unsure(about, 'none was sent', 'npm run admin -- doctor YOU@SHOP.EXAMPLE');
  }
  const text = `${context.publicUrl} can send mail. Did it land in the inbox, and not in spam?\n`;
  const mail = {
    to: address,
    senderName: 'Tillpass',
    subject: 'Tillpass can send mail',
    text,
    html: `<p>${text}</p>`,
    language: 'en',
  };
  try {
    const sent = context.mailer.send(mail, makeId(context)).then(() => true);
    if (await Promise.race([sent, sleep(answerWithinMs, false, { ref: false })])) {
      return good(about, `one from ${context.mailer.from} was taken: look whether it arrived`);
    }
    return bad(about, 'the mail server does not answer', 'Look at host and port in SMTP_URL.');
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    return bad(about, `not taken (${reason})`, todoOf(reason));
  }
}

function todoOf(reason: string): string {
  if (/EAUTH/.test(reason)) return 'Correct user and password in SMTP_URL.';
  if (/at CONN|EDNS|ECONN|ETIMEDOUT/.test(reason)) return 'Look at host and port in SMTP_URL.';
  return 'Correct SMTP_URL and MAIL_FROM, or ask whoever runs the mail server.';
}
