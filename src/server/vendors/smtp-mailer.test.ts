import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type MailServer, openMailServer } from '#server/tests/kit/mail-server.ts';
import type { Mail, Mailer } from './mailer.ts';
import { MailNotTaken } from './mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

const from = { name: null, address: 'points@shop.example' };
let server: MailServer;
let mailer: Mailer;
before(async () => {
  server = await openMailServer((recipient) => {
    if (recipient.startsWith('gone@')) return { code: 550, message: `${recipient} is unknown` };
    if (recipient.startsWith('full@')) return { code: 452, message: `${recipient} is full` };
    return null;
  });
  mailer = smtpMailer({ url: server.url, from });
});
after(async () => {
  mailer.close();
  await server.close();
});

const mail = (changes: Partial<Mail> = {}): Mail => ({
  to: 'ann@example.com',
  senderName: 'Corner',
  subject: '123456 is your Corner code',
  text: '123456\n',
  html: '<p>123456</p>',
  language: 'en',
  ...changes,
});

/** One header, unfolded. */
const header = (raw: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\r\n\s+/g, ' ');

test('a mail arrives with text, HTML and the headers it needs', async () => {
  await mailer.send(mail(), 'abc123');
  const { from: sender, to, raw } = server.arrived.at(-1) ?? assert.fail('nothing arrived');
  assert.equal(sender, 'points@shop.example');
  assert.deepEqual(to, ['ann@example.com']);
  assert.equal(header(raw, 'From'), 'Corner <points@shop.example>');
  assert.equal(header(raw, 'To'), 'ann@example.com');
  assert.equal(header(raw, 'Subject'), '123456 is your Corner code');
  assert.equal(header(raw, 'Message-ID'), '<abc123@shop.example>');
  assert.equal(header(raw, 'Auto-Submitted'), 'auto-generated');
  assert.ok(Date.parse(header(raw, 'Date') ?? ''));
  assert.match(raw, /Content-Type: text\/plain; charset=utf-8/);
  assert.match(raw, /Content-Type: text\/html; charset=utf-8/);
});

test('a mail that one click ends says so in two headers, each on one line however long the address is', async () => {
  const unsubscribe = `https://${'a'.repeat(50)}.points.example/u/AAAAAAAAAAAAAAAA`;
  await mailer.send(mail({ unsubscribe }), 'one-click');
  const { raw } = server.arrived.at(-1) ?? assert.fail('nothing arrived');
  const lines = raw.split('\r\n').filter((line) => line.startsWith('List-'));
  assert.deepEqual(lines, [
    `List-Unsubscribe: <${unsubscribe}>`,
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  ]);
  await mailer.send(mail(), 'no-click');
  assert.doesNotMatch(server.arrived.at(-1)?.raw ?? '', /^List-/m);
});

test('a subject in Arabic and a name with quotes arrive whole', async () => {
  await mailer.send(mail({ subject: '123456 هو رمزك', senderName: 'Joe "Beans", Ltd <x@y>' }), '2');
  const { raw } = server.arrived.at(-1) ?? assert.fail('nothing arrived');
  assert.match(header(raw, 'Subject') ?? '', /^=\?UTF-8\?/);
  assert.match(header(raw, 'From') ?? '', /^"Joe \\"Beans\\", Ltd <x@y>" <points@shop.example>$/);
});

test('an address can name no second recipient and no header', async () => {
  const before = server.arrived.length;
  const smuggling = [
    'ann@example.com, bob@example.com',
    'ann@example.com;bob@example.com',
    'ann@example.com\r\nBcc: bob@example.com',
    'ann@example.com\nRCPT TO:<bob@example.com>',
    '"ann@example.com> RCPT TO:<bob"@example.com',
    'Ann <ann@example.com>',
    '<ann@example.com>',
    'ann@example.com bob@example.com',
    'ann@bob@example.com',
    'ann@example.com\u0000',
    '',
  ];
  for (const to of smuggling) await assert.rejects(mailer.send(mail({ to }), '3'), forGood, to);
  const subject = 'Hello\r\nBcc: bob@example.com';
  await assert.rejects(mailer.send(mail({ subject }), '3'), forGood);
  await assert.rejects(mailer.send(mail({ senderName: 'Corner\nBcc: b@c.example' }), '3'), forGood);
  assert.equal(server.arrived.length, before);
});

test('a body cannot end itself or name a file', async () => {
  const text = 'one\r\n.\r\nMAIL FROM:<x@y.example>\r\nend';
  await mailer.send(mail({ text, html: '<img src="file:///etc/passwd">' }), '4');
  const { raw } = server.arrived.at(-1) ?? assert.fail('nothing arrived');
  assert.match(raw, /one\r\n\.\r\nMAIL FROM/);
  assert.doesNotMatch(raw, /root:/);
});

test('tells a mailbox that is not there from one that is full, and names neither', async () => {
  const refused = (to: string) =>
    mailer.send(mail({ to }), '5').then(
      () => assert.fail('it was taken'),
      (error: unknown) => error,
    );
  const gone = await refused('gone@example.com');
  assert(gone instanceof MailNotTaken && gone.forGood);
  assert.doesNotMatch(gone.message, /@/);
  const full = await refused('full@example.com');
  assert(full instanceof MailNotTaken && !full.forGood);
  assert.doesNotMatch(`${full.message}${full.stack}`, /full@/);
});

test('a server that is not there is worth another try', async () => {
  const gone = await openMailServer();
  await gone.close();
  const lonely = smtpMailer({ url: gone.url, from });
  await assert.rejects(lonely.send(mail(), '6'), (error) => !forGood(error));
  lonely.close();
});

const forGood = (error: unknown): boolean => error instanceof MailNotTaken && error.forGood;

test('a server elsewhere that says nothing of TLS gets neither the password nor a mail', async () => {
  const before = server.arrived.length;
  // Another name of this machine, which is not one of those that count as this machine.
  const elsewhere = server.url.replace(/localhost|127\.0\.0\.1/, '0.0.0.0');
  const other = smtpMailer({ url: elsewhere, from });
  await assert.rejects(other.send(mail(), 'tls'), MailNotTaken);
  assert.equal(server.arrived.length, before);
  other.close();
});
