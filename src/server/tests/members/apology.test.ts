import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { balance, wallet } from '#server/tests/kit/counter.ts';
import { enrol, numberOf } from '#server/tests/kit/members.ts';
import { forceOpen, tamperer } from '#server/tests/kit/model/tamper.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing verifies every ledger, and what rules gave for each occasion.
after(() => t.close());

/** What support may give for trouble. */
const apologies: readonly EarningRule[] = [
  {
    id: 'sorry',
    kind: 'apology',
    name: { en: 'Our apology', ar: 'اعتذار منا' },
    points: 100,
    when: {},
    limits: { perMember: { count: 2, every: 'month' }, budget: 250 },
  },
];
const apologise = (...args: string[]) => runCommand(t.context, 'apologise', ...args);
const refused = (...args: string[]) => refusedCommand(t.context, 'apologise', ...args);
const allMails = async () =>
  (await latestMails(t.context.store.read, 50)).map((row) => openMail(t.context, row));

test('support apologises in the member’s language: history and mail tell, and the tier stays', async () => {
  const phone = await t.joined('sorry@example.com');
  const number = await numberOf(phone);
  assert.match(await refused(number, '50', 'Sorry'), /no rule of kind apology that is in force/);
  await loadProgram(t.context, { ...testProgram, earning: apologies });
  await phone.post(memberApi.language, { language: 'ar' });
  const start = await wallet(phone);
  assert.equal(
    await refused(number, '50', 'Sorry for the long wait'),
    'They read Arabic: say it with --ar too.',
  );
  t.clock.turn(1_000);
  const words = ['Sorry for the long wait', '--ar', 'نعتذر عن الانتظار الطويل'];
  const said = await apologise(number, '50', ...words);
  assert.match(
    said,
    /^Done: \+50 points, balance 200\. Its id: \S+\nA mail tells them, in Arabic\.$/,
  );
  const now = await wallet(phone);
  assert.deepEqual(
    [now.balance, now.tier, now.qualifying],
    [start.balance + 50, start.tier, start.qualifying],
  );
  assert.match((await phone.page(paths.history)).text, /اعتذار منا · .*نعتذر عن الانتظار الطويل/);
  await phone.post(memberApi.language, { language: 'en' });
  assert.match((await phone.page(paths.history)).text, /Our apology · .*Sorry for the long wait/);
  const mail = (await allMails()).find(({ subject }) => subject.includes('اعتذار'));
  assert.equal(mail?.to, 'sorry@example.com');
  // Who reads it finds in it how such mails end, and not only a mail program does.
  assert.ok(mail.unsubscribe && mail.text.includes(mail.unsubscribe));
  assert.ok(mail.html.includes(`<a href="${mail.unsubscribe}"`));
  assert.match(mail?.text ?? '', /^لك 50 نقطة اعتذارًا منا\.\nنعتذر عن الانتظار الطويل\n/);
  assert.match(await runCommand(t.context, 'acts'), /points adjusted/);
  const told = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'points.given')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  const { adjustmentId, ...data } = JSON.parse(told.data) as Record<string, unknown>;
  assert.deepEqual(data, { rule: 'sorry', kind: 'apology', points: 50, by: 'test' });
  assert.ok(said.endsWith(`Its id: ${adjustmentId}\nA mail tells them, in Arabic.`));
});

test('the same apology again, also at once, is one, and its id makes no other', async () => {
  const phone = await t.joined('once@example.com');
  const start = await balance(phone);
  const same = ['once@example.com', '10', 'Too slow', '--id', 'ticket-1042'];
  const both = await Promise.all([apologise(...same), apologise(...same)]);
  assert.equal(both.filter((one) => one.startsWith('Done')).length, 1);
  assert.match(
    await apologise(...same),
    /^That was done before, and is not done again: \+10 points/,
  );
  assert.equal(await balance(phone), start + 10);
  for (const other of [
    ['20', 'Too slow'],
    ['10', 'Other words'],
  ]) {
    const again = ['once@example.com', ...other, '--id', 'ticket-1042'];
    assert.match(await refused(...again), /made another adjustment of this member/);
  }
  assert.equal((await allMails()).filter(({ text }) => text.includes('\nToo slow\n')).length, 1);
});

test('no member, and all together, get more than the rule’s limits, whoever asks at once', async () => {
  const many = await t.joined('many@example.com');
  const start = await balance(many);
  const ask = (address: string, points: string) => refused(address, points, 'Once more');
  assert.equal(
    await ask('many@example.com', '101'),
    'Rule "sorry" gives at most 100 points at once.',
  );
  assert.match(await ask('many@example.com', '-5'), /^An apology gives points: adjust takes them/);
  assert.equal(
    await refused('many@example.com', '5', 'x', '--rule', 'other'),
    '--rule is one of sorry.',
  );
  const three = await Promise.all([1, 2, 3].map(() => ask('many@example.com', '20')));
  assert.equal(three.filter((one) => one.startsWith('done: Done')).length, 2);
  assert.equal(three.filter((one) => one.includes('can give them nothing now')).length, 1);
  assert.equal(await balance(many), start + 40);
  // 50, 10 and 40 of 250 are given.
  const others = ['a', 'b', 'c'].map((name) => `${name}@example.com`);
  for (const address of others) await t.joined(address);
  const all = await Promise.all(others.map((address) => ask(address, '60')));
  assert.equal(all.filter((one) => one.startsWith('done: Done')).length, 2);
  assert.equal(
    all.find((one) => !one.startsWith('done')),
    'Rule "sorry" has 30 points left for all members.',
  );
});

test('an address that nobody has proved gets no mail: it may be a stranger’s', async () => {
  const till = await t.onDuty('main-1');
  await enrol(till, 'unproved@example.com');
  const before = (await allMails()).length;
  assert.match(
    await apologise('unproved@example.com', '5', 'Sorry'),
    /\nNo mail: nobody has proved the address\. Their history tells\.$/,
  );
  assert.equal((await allMails()).length, before);
});

test('verify finds an apology of which no event tells, or another one', async () => {
  await t.context.store.transact(({ db }) => forceOpen(db, ['events']));
  const tamper = tamperer(t.context.store);
  const found = async () => (await verifyBooks(t.context)).map(({ detail }) => detail);
  const event = await t.context.store.read
    .selectFrom('events')
    .select(['seq', 'data'])
    .where('kind', '=', 'points.given')
    .where('data', 'like', '%ticket-1042%')
    .executeTakeFirstOrThrow();
  const named = 'gift apology of rule sorry ticket-1042';
  const { seq } = event;
  await tamper.change('events', { seq }, { data: event.data.replace('"points":10', '"points":9') });
  assert.deepEqual(await found(), [`${named} says points 10, its event ${seq} says 9`]);
  await tamper.undo();
  await tamper.remove('events', { seq });
  assert.deepEqual(await found(), [`no event tells of ${named}`]);
  await tamper.undo();
  assert.deepEqual(await found(), []);
});
