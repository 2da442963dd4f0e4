import { createTransport } from 'nodemailer';
import { isDeadStatus } from '#domain/messages/returned-mail.ts';
import { byMail, type Mail, type Mailer, MailNotTaken, mailsAtOnce } from './mailer.ts';

/** A mail server that hangs must not hold a mail longer than the outbox's lease. */
const sendWithinMs = 60_000;
const answerWithinMs = 15_000;

/** What may stand in a header, and in an SMTP command, without ending it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to keep out
const breaksLine = /[\u0000-\u001f\u007f\u2028\u2029]/;
const oneAddress = /^[^\s"'`<>()[\]\\,;:@]+@[A-Za-z0-9.-]+$/;

export interface SmtpSettings {
  /** `smtp://…` or `smtps://…`, without a query: nodemailer reads options there, such as one that does without TLS. */
  readonly url: string;
  readonly from: { readonly name: string | null; readonly address: string };
}

/** Sends by SMTP. Connections are kept for the next mail. */
export function smtpMailer({ url, from }: SmtpSettings): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    // As many as mails at once, so that none waits for a connection.
    maxConnections: mailsAtOnce,
    // The outbox tries again; if the pool did too, mails would go out twice.
    maxRequeues: 0,
    connectionTimeout: answerWithinMs,
    greetingTimeout: answerWithinMs,
    socketTimeout: answerWithinMs,
    // Without it, a server or somebody in between only has to keep silent about TLS to read password and codes.
    ...(isLoopback(url) ? { tls: { rejectUnauthorized: false } } : { requireTLS: true }),
  });
  // Without a listener Node would end the process when an idle connection breaks; sending reports it too.
  transport.on('error', () => {});
  return {
    ...byMail,
    from: from.address,
    send: async (mail, id) => {
      checkHeaders(mail);
      try {
        await transport.sendMail({
          ...headersOf(mail, id, from),
          text: mail.text,
          html: mail.html,
          disableFileAccess: true,
          disableUrlAccess: true,
          signal: AbortSignal.timeout(sendWithinMs),
        });
      } catch (error) {
        throw notTaken(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Home-made certificates are common on this machine, and the traffic does not leave it. */
function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** Addresses and names as objects: as text they would be parsed, and could contain a second recipient. */
const headersOf = (mail: Mail, id: string, from: SmtpSettings['from']) => ({
  from: { name: from.name ?? mail.senderName, address: from.address },
  to: { name: '', address: mail.to },
  envelope: { from: from.address, to: [mail.to] },
  subject: mail.subject,
  messageId: `<${id}@${from.address.split('@').at(-1)}>`,
  // RFC 3834: no "I'm on holiday" comes back.
  headers: {
    'Auto-Submitted': 'auto-generated',
    'Content-Language': mail.language,
    ...(mail.unsubscribe !== undefined && oneClick(mail.unsubscribe)),
  },
});

/** RFC 8058. Each on one line: a folded header breaks the signature where a relay signs, so it is not to be folded. */
const oneClick = (url: string) => ({
  'List-Unsubscribe': { prepared: true, value: `<${url}>` },
  'List-Unsubscribe-Post': { prepared: true, value: 'List-Unsubscribe=One-Click' },
});

/** The last check before the mail leaves, whatever was checked before. */
function checkHeaders(mail: Mail): void {
  if (!oneAddress.test(mail.to) || breaksLine.test(mail.to)) {
    throw new MailNotTaken('the recipient is not one plain address', true);
  }
  const { subject, senderName, unsubscribe = '' } = mail;
  if ([subject, senderName, unsubscribe].some((text) => breaksLine.test(text))) {
    throw new MailNotTaken('a header holds a line break', true);
  }
}

function notTaken(error: unknown): MailNotTaken {
  if (!(error instanceof Error)) return new MailNotTaken('unknown', false);
  const said = error as SmtpError;
  const { code, command, responseCode, permanent } = said;
  const reason = [code ?? error.name, responseCode, command && `at ${command}`];
  // A refusal at MAIL FROM or at sign-in is a fault of our settings, which somebody may be correcting now.
  const ofThisMail = command === 'RCPT TO' || command === 'DATA';
  const forGood = permanent === true && ofThisMail;
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\s/.exec(said.response ?? '')?.[1] ?? '';
  const isDead = forGood && command === 'RCPT TO' && isDeadStatus(status);
  return new MailNotTaken(reason.filter(Boolean).join(' '), forGood, isDead);
}

/** The fields that nodemailer adds to its errors. */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  permanent?: boolean;
}
