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
    const [found, todo] = wordsOf(reason);
    return bad(about, `${found} (${reason})`, todo);
  }
}

/** What nodemailer and the mail server report, in words, and what to do; the first that fits. */
const words: readonly (readonly [RegExp, string, string])[] = [
  [/^EAUTH|^EOAUTH2|^ENOAUTH/, 'user or password are not taken', 'Correct them in SMTP_URL.'],
  [
    /^EDNS|ENOTFOUND|EAI_AGAIN/,
    'the host has no address',
    'Correct the host in SMTP_URL, or look at the DNS of this machine.',
  ],
  [
    /^ETIMEDOUT/,
    'the mail server does not answer in time',
    'Look at host and port in SMTP_URL, and at firewalls: many providers close port 25.',
  ],
  [
    /^ETLS|at STARTTLS/,
    'the way is not encrypted',
    'Ask for TLS at the mail server: smtps:// on port 465, or STARTTLS on 587, with a certificate for its name.',
  ],
  [
    /^(?:ESOCKET|ECONNECTION|ECONN\w+|EPROTOCOL)/,
    'the mail server is not reached',
    'Look at host and port in SMTP_URL (smtps:// for 465, smtp:// for 587), and at its certificate.',
  ],
  [
    // A code of 4xx is about now: an unknown sender that is asked to come again (greylisting), or too many mails.
    / 4\d\d at (?:MAIL FROM|RCPT TO|DATA)/,
    'the mail server does not take it now',
    'Ask again in some minutes; where it stays so, ask whoever runs the mail server.',
  ],
  [
    /at MAIL FROM/,
    'the sender is refused',
    'Set MAIL_FROM to an address that this account may send from.',
  ],
  [
    /at RCPT TO|^EENVELOPE/,
    'the recipient is refused',
    'Name another address of yours; where all are refused, the account may not send outside.',
  ],
  [
    /at DATA|^EMESSAGE|^ESTREAM/,
    'the mail itself is refused',
    'Ask whoever runs the mail server why, or look at what it answers in its log.',
  ],
  [
    /^AbortError|^TimeoutError/,
    'the mail server takes longer than a minute',
    'Ask whoever runs it.',
  ],
];

const unknown = [
  'not taken',
  'Correct SMTP_URL and MAIL_FROM, or ask whoever runs the mail server.',
] as const;

function wordsOf(reason: string): readonly [string, string] {
  const [, found, todo] = words.find(([sign]) => sign.test(reason)) ?? [null, ...unknown];
  return [found, todo];
}
