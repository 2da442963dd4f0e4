import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { adminApi, memberApi, unsubscribeAt } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { readReturnedMail } from '#domain/messages/returned-mail.ts';
import { takeBackMs } from '#domain/people/address-change.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { deleteMails, latestMails } from '#server/storage/people/mails.ts';
import { latestMessages } from '#server/storage/people/messages.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { wallet } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { runAdmin } from '#server/tests/kit/run-admin.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { changeAddress } from '#server/usecases/members/change-address.ts';
import { wantNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { freeze } from '#server/usecases/rights/freeze.ts';
import { noteMailReport, noteReturnedMail } from '#server/usecases/rights/note-returned-mail.ts';

let t: Tillpass;
before(async () => {
  const newsletter: EarningRule = {
    id: 'news',
    kind: 'newsletter',
    name: { en: 'News' },
    points: 5,
    doubleOptIn: false,
    when: {},
    limits: {},
  };
  t = await startTillpass({ program: { ...testProgram, earning: [newsletter] } });
});
after(() => t.close());

let events = 0;
const apologise = (memberId: string) =>
  transact(t.context, async (work) => {
    await work.lockMember(memberId);
    events += 1;
    t.clock.turn(1);
    return queueMessage(work, { kind: 'apology', memberId, cause: `${events}` }, (to) => ({
      to,
      language: 'en',
      senderName: '',
      subject: 'Sorry',
      text: '',
      html: '',
    }));
  });

const bounceOf = (mailId: string, to: string) => `Content-Type: multipart/report;
 report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${to}
Action: failed
Status: 5.1.1

--b
Content-Type: message/rfc822

Message-ID: <${mailId}@shop.example>

--b--
`;

test('a mail that comes back through the mail server’s pipe marks the address, and a code that arrives ends that', async () => {
  const phone = await t.joined('dead@example.com');
  await t.joined('alive@example.com');
  const memberId = await idOf(t, 'dead@example.com');
  const mailId = (await apologise(memberId)) ?? assert.fail('nothing was queued');
  const pipe = async (mail: string) =>
    (await runAdmin(t.adminSettings, ['bounce'], (child) => child.stdin?.end(mail))).out;
  assert.match(await pipe('Subject: I am on holiday\n\nBack soon'), /reports nothing/);
  const forged = bounceOf('0'.repeat(32), 'dead@example.com');
  assert.match(await pipe(forged), /no address of a member/, 'an address alone proves nothing');
  assert.deepEqual((await wallet(phone)).told, []);
  assert.match(await pipe(bounceOf(mailId, 'dead@example.com')), /Nothing but codes/);
  assert.match(await pipe(bounceOf(mailId, 'dead@example.com')), /marked before/);

  const [told] = (await wallet(phone)).told;
  assert.match(told.text, /dead@example\.com comes back/);
  assert.equal(await apologise(memberId), null);
  const [last] = await latestMessages(t.context.store.read, memberId, 1);
  assert.deepEqual([last?.state, last?.why], ['withheld', 'dead']);
  // A code that they ask for is mailed, and proves that the address works.
  const asked = await phone.post(memberApi.signIns, { email: 'dead@example.com' });
  const { code } = await t.lastMail('dead@example.com');
  await phone.post(memberApi.code.replace(':signInId', asked.body.id), { code });
  assert.deepEqual((await wallet(phone)).told, []);
  assert.notEqual(await apologise(memberId), null);
});

test('who reads a former mailbox can’t silence the new one, whatever address the report names', async () => {
  await t.joined('former@example.com');
  const memberId = await idOf(t, 'former@example.com');
  const mailId = (await apologise(memberId)) ?? assert.fail('nothing was queued');
  const address = 'latter@example.com';
  assert.equal(await changeAddress(t.context, { memberId, address }), 'changed');
  const report = (id: string) => noteReturnedMail(t.context, { kind: 'bounce', mailId: id });
  const named = readReturnedMail(bounceOf(mailId, address));
  assert.deepEqual(named, { kind: 'bounce', mailId });
  assert.equal(await report(mailId), 'unknown');

  t.clock.turn(takeBackMs);
  // Whoever has the former mailbox now is not told of by a mail that was another member's.
  await t.joined('former@example.com');
  assert.equal(await report(mailId), 'unknown');
  const own = await apologise(await idOf(t, 'former@example.com'));
  await t.context.store.transact((tx) => deleteMails(tx, [own ?? '']));
  assert.equal(await report(own ?? ''), 'unknown', 'a mail that is not kept proves nothing');
});

test('the provider that sends the mail reports, with a key; a complaint ends what nobody waits for', async () => {
  await t.joined('spam@example.com');
  const memberId = await idOf(t, 'spam@example.com');
  const key = /\S{30,}/.exec(await runCommand(t.context, 'api-key', 'mailer'))?.[0] ?? '';
  const provider = new Browser(t.app);
  const report = (reports: object[], authorization = `Bearer ${key}`) =>
    provider.post(adminApi.mailReports, { reports }, { authorization });
  const complaint = { kind: 'complaint', address: 'SPAM@example.com' };
  assert.equal((await report([complaint], 'Bearer wrong')).status, 401);
  assert.equal((await report([{ ...complaint, kind: 'soft' }])).status, 400);
  const nobody = { kind: 'bounce', address: 'nobody@example.com' };
  const first = await report([complaint, complaint, nobody]);
  assert.deepEqual(first.body, { reports: ['noted', 'again', 'unknown'] }, first.text);
  assert.equal(await apologise(memberId), null);
  assert.match(
    await runCommand(t.context, 'messages', 'spam@example.com'),
    /apology: not wanted since .* \(complaint, unlike the program\)/,
  );
});

test('the log has which key reported, and a complaint keeps no warning back', async () => {
  await t.joined('warned@example.com');
  const memberId = await idOf(t, 'warned@example.com');
  const lines: Record<string, unknown>[] = [];
  const warn = (fields: Record<string, unknown>) => lines.push(fields);
  const context = { ...t.context, log: { ...t.context.log, warn } };
  const complaint = { kind: 'complaint', address: 'warned@example.com' } as const;
  for (const becomes of ['noted', 'again'])
    assert.equal(await noteMailReport(context, { adminKeyId: 'mailer' }, complaint), becomes);
  const noted = { security: 'mail-reported', adminKeyId: 'mailer', memberId, kind: 'complaint' };
  assert.deepEqual(lines, [noted]);

  const mailsTo = async (address: string) =>
    (await latestMails(t.context.store.read, 1_000))
      .map((row) => ({ ...openMail(t.context, row), notice: row.notice }))
      .filter(({ to }) => to === address);
  const elsewhere = t.browser();
  const asked = await elsewhere.post(memberApi.signIns, { email: 'warned@example.com' });
  const { code } = await t.lastMail('warned@example.com');
  await elsewhere.post(memberApi.code.replace(':signInId', asked.body.id), { code });
  const isDevice = ({ notice }: { notice: string | null }) => notice === 'device';
  assert.equal((await mailsTo('warned@example.com')).filter(isDevice).length, 1);
  const before = (await mailsTo('warned@example.com')).length;
  await freeze(t.context, memberId, 'member');
  await changeAddress(t.context, { memberId, address: 'moved@example.com' });
  assert.equal((await mailsTo('warned@example.com')).length, before + 2, 'frozen, and moved');
});

test('a key that reports a list of addresses does not learn for long who is a member', async () => {
  await t.joined('listed@example.com');
  const lines: Record<string, unknown>[] = [];
  const warn = (fields: Record<string, unknown>) => lines.push(fields);
  const context = { ...t.context, log: { ...t.context.log, warn } };
  const report = (address: string, adminKeyId = 'lister') =>
    noteMailReport(context, { adminKeyId }, { kind: 'bounce', address });
  const { atMost } = limits.mailReport;
  for (let one = 0; one < atMost; one += 1)
    assert.equal(await report(`nobody-${one}@example.com`), 'unknown');
  const full = { security: 'mail-report-limited', adminKeyId: 'lister', limit: 600, minutes: 60 };
  assert.deepEqual(lines, [full]);
  for (const address of ['another@example.com', 'listed@example.com'])
    await assert.rejects(report(address), /too-many-requests/);
  assert.equal(await report('listed@example.com', 'mailer'), 'noted', 'another key goes on');
});

test('news go once to those who agreed, in their language, with one click; a second run goes on', async (test) => {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-news-'));
  test.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'news.yaml');
  const text = (id: string, more = '') => `id: ${id}\n${more}
en: { subject: Iced coffee, text: "It is hot.\\n\\nCome in.", button: See }
ar: { subject: قهوة مثلجة, text: الجو حار, button: شاهد }
`;
  const agreed = async (address: string, language: string) => {
    const phone = await t.joined(address);
    await phone.post(memberApi.language, { language });
    const memberId = await idOf(t, address);
    await wantNewsletter(t.context, { memberId, language, place: null });
    return memberId;
  };
  await agreed('yes@example.com', 'en');
  await agreed('ar@example.com', 'ar');
  await t.joined('silent@example.com');
  const newsMails = async () =>
    (await latestMails(t.context.store.read, 1_000))
      .filter(({ notice }) => notice === 'news')
      .map((row) => openMail(t.context, row));

  await writeFile(file, text('ice'));
  assert.match(await runCommand(t.context, 'news', file), /2 members get it.*add --send/s);
  assert.deepEqual(await newsMails(), [], 'a dry run sends nothing');
  assert.match(await runCommand(t.context, 'news', file, '--send'), /2 members get it/);
  await agreed('late@example.com', 'en');
  assert.match(
    await runCommand(t.context, 'news', file, '--send'),
    /2 members have it already.*1 member gets it|1 member gets it.*2 members have it already/s,
  );
  const mails = await newsMails();
  assert.deepEqual(mails.map(({ to }) => to).toSorted(), [
    'ar@example.com',
    'late@example.com',
    'yes@example.com',
  ]);
  assert.match(mails.find(({ to }) => to === 'ar@example.com')?.subject ?? '', /قهوة مثلجة/);
  for (const { unsubscribe } of mails)
    assert.ok(unsubscribe?.includes(unsubscribeAt('')) && unsubscribe.length < 60);

  await writeFile(file, text('wrong', 'tiers: [platinum]'));
  await assert.rejects(runCommand(t.context, 'news', file), /no tier "platinum"/);
  await writeFile(file, text('gold', 'tiers: [gold]'));
  assert.match(await runCommand(t.context, 'news', file), /3 members are in another tier/);
  await writeFile(file, 'id: x\nen: { subject: a, text: b, button: c }\n');
  await assert.rejects(runCommand(t.context, 'news', file), /ar/);
});
