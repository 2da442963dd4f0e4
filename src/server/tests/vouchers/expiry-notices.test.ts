import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { paths } from '#contract/paths.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { anotherProcess } from '#server/tests/kit/another-process.ts';
import { balance, issued, posAt, wallet } from '#server/tests/kit/counter.ts';
import { enrol, numberOf } from '#server/tests/kit/members.ts';
import { eur } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { MailNotTaken } from '#server/vendors/mailer.ts';

const [minute, day] = [60_000, 86_400_000];
/** Mails go out at midnight, when lots end. */
const program = { ...testProgram, messages: { quiet: { from: 0, until: 0 } } };
let t: Tillpass;
let names = 0;
before(async () => {
  t = await startTillpass({ program });
});
// Closing replays the ledger, and looks for points that ended untold.
after(() => t.close());

/** A new member with the welcome gift, and when that ends; nobody else's points are due before it is told. */
let address: string;
let end: number;
beforeEach(async () => {
  await runClock();
  names += 1;
  address = `told-${names}@example.com`;
  end = (await wallet(await t.joined(address))).expiring.at;
});

async function runClock(context: Context = t.context): Promise<void> {
  while ((await expireDue(context)) > 0) t.clock.turn(1);
}

async function sendMails(context: Context = t.context): Promise<void> {
  const unsent = async () =>
    (await latestMails(context.store.read, 1_000)).filter(
      ({ sent_at, failed_at }) => sent_at === null && failed_at === null,
    ).length;
  while ((await unsent()) > 0) await startOutbox(context).stop();
}

const mailsTo = async (to: string, subject: RegExp) =>
  (await latestMails(t.context.store.read, 1_000))
    .map((row) => openMail(t.context, row))
    .filter((mail) => mail.to === to && subject.test(mail.subject));
const notices = () => mailsTo(address, /expire|تنتهي/);

const reported = async () =>
  (
    await t.context.store.read
      .selectFrom('events')
      .select('data')
      .where('kind', '=', 'points.waiting')
      .execute()
  ).map(({ data }) => JSON.parse(data) as unknown);

test('a mail goes out 30 and 7 days before the last day, once each, and then the points end on it', async () => {
  t.clock.turnTo(end - 31 * day);
  await runClock();
  assert.equal((await notices()).length, 0, 'not at night');
  t.clock.turnTo(end - 31 * day + 9 * 60 * minute);
  await Promise.all([runClock(), runClock()]);
  const [mail, ...more] = await notices();
  assert.deepEqual(more, []);
  assert.match(mail?.subject ?? '', /^Test & Sons: 150 points expire on 1\d January 202\d$/);
  assert.match(mail?.text ?? '', /\nhttp:\/\/localhost:8080\/wallet\n/);
  await sendMails();
  t.clock.turnTo(end - 8 * day + 10 * 60 * minute);
  await runClock();
  t.clock.turnTo(end - 1);
  await runClock();
  const phone = await t.joined(address);
  assert.equal(await balance(phone), 150, 'to the end of the day');
  t.clock.turn(1);
  assert.equal(await balance(phone), 0, 'before the clock comes round');
  await runClock();
  assert.equal((await wallet(phone)).history[0].what.rule, 'lot-expiry');
  assert.equal((await notices()).length, 2);
});

test('two processes that look at once queue one mail and take the points once', async () => {
  const other = await anotherProcess(t);
  try {
    t.clock.turnTo(end - 30 * day);
    await Promise.all([runClock(), runClock(other.context)]);
    assert.equal((await notices()).length, 1);
    await sendMails();
    t.clock.turnTo(end);
    await Promise.all([runClock(), runClock(other.context)]);
    const { history, balance: left } = await wallet(await t.joined(address));
    const rules = history.map(({ what }: { what: { rule: string } }) => what.rule);
    assert.deepEqual([left, rules], [0, ['lot-expiry', 'welcome']]);
  } finally {
    await other.close();
  }
});

test('points of which nobody could be told stay, can be spent, and are reported to the administrator once', async () => {
  const forGood: Context = {
    ...t.context,
    mailer: {
      ...t.context.mailer,
      send: () => Promise.reject(new MailNotTaken('no such mailbox', true)),
    },
  };
  const before = (await reported()).length;
  for (const left of [30, 7]) {
    t.clock.turnTo(end - left * day);
    await runClock();
    await sendMails(forGood);
  }
  t.clock.turnTo(end + 2 * day);
  await runClock();
  await runClock();
  assert.deepEqual((await reported()).slice(before), [{ points: 150 }]);
  const phone = await t.joined(address);
  await issued(phone, 'coffee');
  const lines = await runCommand(t.context, 'waiting');
  assert.match(lines, /^member [\d ]+: 50 points since 20\d\d-\d\d-\d\d .*, no mail was taken$/m);
  // Now it is told: seven whole days, counted from today.
  const until = (await wallet(phone)).expiring.at;
  assert.ok(until - t.clock.now() >= 7 * day && until - t.clock.now() < 8 * day);
  assert.doesNotMatch(await runCommand(t.context, 'waiting'), /: 50 points/);
  t.clock.turnTo(until - minute);
  await runClock();
  assert.equal(await balance(await t.joined(address)), 150, 'with those of the voucher');
  t.clock.turnTo(until);
  await runClock();
  const { balance: left, history } = await wallet(await t.joined(address));
  assert.deepEqual([left, history[0].points], [0, -150]);
});

test('an address that nobody proved gets no mail: those points wait for their member', async () => {
  const till = await t.onDuty('main-1');
  const unproved = `unproved-${names}@example.com`;
  const { body } = await enrol(till, unproved);
  const member = { number: body.member?.number ?? body.number };
  await posAt(t, 'main-1').purchase({ member, receiptNumber: unproved, total: eur(4_000) });
  t.clock.turn(340 * day);
  await runClock();
  t.clock.turn(60 * day);
  await runClock();
  assert.deepEqual(await mailsTo(unproved, /expire/), []);
  assert.match(await runCommand(t.context, 'waiting'), /: 40 points since .*was never proved$/m);
});

test('the wallet is a notice when somebody looks at it within two months of the end', async () => {
  const ends = async () =>
    (
      await t.context.store.read
        .selectFrom('lots')
        .select(['ends_at', 'told_by'])
        .where('expires_at', '=', end)
        .where('id', '=', 'welcome')
        .execute()
    ).at(-1);
  t.clock.turnTo(end - 50 * day);
  const phone = await t.joined(address);
  const nobody = { ends_at: null, told_by: null };
  await phone.page(paths.rewards);
  await phone.page(paths.wallet, { 'sec-fetch-dest': 'empty' });
  assert.deepEqual(await ends(), nobody, 'another page, and a worker that keeps the wallet');
  await phone.page(paths.wallet, { 'sec-fetch-dest': 'document' });
  assert.deepEqual(await ends(), { ends_at: end, told_by: 'wallet' });
});

test('a wallet is shown where nothing can be written, and only the first writes', async () => {
  t.clock.turnTo(end - 20 * day);
  const phone = await t.joined(address);
  const { store } = t.context;
  const { transact } = store;
  let writes = 0;
  store.transact = () => {
    writes += 1;
    return Promise.reject(new Error('the disk is full'));
  };
  const first = await wallet(phone);
  store.transact = transact;
  assert.deepEqual([first.balance, writes], [150, 1]);
  await wallet(phone);
  store.transact = () => Promise.reject(new Error('nothing is to be written'));
  const third = await wallet(phone);
  store.transact = transact;
  assert.deepEqual(third.expiring, first.expiring);
});

test('all that expires is listed on the wallet and in one mail, in the member’s language', async () => {
  const phone = await t.joined(address);
  const member = { number: await numberOf(phone) };
  const pos = posAt(t, 'main-1');
  for (const [index, points] of [10, 20].entries()) {
    t.clock.turn((index + 1) * 7 * day);
    await pos.purchase({ member, receiptNumber: `${address}-${index}`, total: eur(points * 100) });
  }
  await phone.post('/api/language', { language: 'ar' });
  const { expiries } = await wallet(phone);
  const points = expiries.days.map((one: { points: number }) => one.points);
  assert.deepEqual(points, [150, 10, 20]);
  assert.equal(expiries.heading, 'متى تنتهي نقاطك');
  t.clock.turnTo(end - 30 * day);
  await runClock();
  const [mail] = await notices();
  assert.equal(mail?.language, 'ar');
  assert.equal(mail.text.match(/تنتهي .* في/g)?.length, 3);
  assert.match(mail.html, /dir="rtl"/);
  await sendMails();
  t.clock.turnTo(end - 7 * day);
  await runClock();
  assert.equal(
    (await notices())[0]?.text.match(/تنتهي .* في/g)?.length,
    2,
    'what ends in two weeks',
  );
  t.clock.turnTo(end + 14 * day);
  await runClock();
  assert.equal((await notices()).length, 3, 'the last has a reminder of its own');
});

test('under the rule of inactivity a purchase keeps all points, and they are told of anew', async () => {
  await loadProgram(t.context, { ...program, expiry: { ends: 'inactivity' } });
  t.clock.turnTo(end - 20 * day);
  const phone = await t.joined(address);
  const { member } = await wallet(phone);
  const sold = { member: { number: member.number }, receiptNumber: address, total: eur(1_000) };
  await posAt(t, 'main-1').purchase(sold);
  const { expiring, expiries } = await wallet(phone);
  assert.deepEqual([expiring.points, expiries], [160, undefined], 'all on one day');
  assert.ok(expiring.at > end + 300 * day);
  t.clock.turnTo(end + day);
  await runClock();
  const later = await t.joined(address);
  assert.equal(await balance(later), 160);
  t.clock.turnTo(expiring.at - 10 * day);
  await runClock();
  await sendMails();
  assert.match((await notices())[0]?.text ?? '', /take a reward by then, and all your points stay/);
  t.clock.turnTo(expiring.at);
  await runClock();
  assert.equal(await balance(await t.joined(address)), 0);
});
