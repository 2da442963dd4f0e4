import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '#server/start/config.ts';
import { secretKey } from '#server/tests/kit/context.ts';
import { developmentMailer, MailNotTaken } from '#server/vendors/mailer.ts';
import { lookAtMail } from './mail.ts';

/** What doctor says when the mail server does this. */
async function said(reason: string): Promise<string> {
  const config = {
    ...readConfig({ DATA_DIR: '/nowhere', SECRET_KEY: secretKey }, { makes: false, opens: false }),
  };
  const mailer = {
    ...developmentMailer('points@shop.example'),
    send: async () => {
      throw new MailNotTaken(reason, false);
    },
  };
  const context = {
    mailer,
    publicUrl: 'https://points.shop.example',
    randomBytes: (length: number) => new Uint8Array(length),
    now: Date.now,
  };
  const smtp = { ...config, smtpUrl: 'smtps://mail.shop.example' };
  const { state, found, todo } = await lookAtMail(smtp, context, 'you@shop.example');
  assert.equal(state, 'bad');
  return `${found} → ${todo}`;
}

test('what a mail server does wrong is a sentence, with what to do', async () => {
  for (const [reason, words] of [
    ['EDNS at CONN', /^the host has no address \(EDNS at CONN\) → Correct the host in SMTP_URL/],
    ['ESOCKET at CONN', /^the mail server is not reached .* → Look at host and port/],
    ['ETIMEDOUT at CONN', /^the mail server does not answer in time .* firewalls/],
    ['EAUTH 535 at AUTH PLAIN', /^user or password are not taken .* → Correct them in SMTP_URL/],
    ['ETLS at STARTTLS', /^the way is not encrypted .* STARTTLS on 587/],
    ['EENVELOPE 550 at MAIL FROM', /^the sender is refused .* → Set MAIL_FROM/],
    ['EENVELOPE 550 at RCPT TO', /^the recipient is refused/],
    ['EMESSAGE 554 at DATA', /^the mail itself is refused/],
    ['EENVELOPE 451 at MAIL FROM', /^the mail server does not take it now .* → Ask again/],
    ['EENVELOPE 450 at RCPT TO', /^the mail server does not take it now .* → Ask again/],
    ['EMESSAGE 452 at DATA', /^the mail server does not take it now .* → Ask again/],
    ['ESTRANGE', /^not taken \(ESTRANGE\) → Correct SMTP_URL and MAIL_FROM/],
  ] as const) {
    assert.match(await said(reason), words, reason);
  }
});
