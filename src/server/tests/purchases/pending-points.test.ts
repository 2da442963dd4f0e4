import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { paths, posApi, tillApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import {
  balance,
  issue,
  issued,
  type Pos,
  posAt,
  said,
  wallet,
} from '#server/tests/kit/counter.ts';
import { joinedLongAgo } from '#server/tests/kit/join-directly.ts';
import { buyer, eur, line, shopper, spend } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

const day = 24 * 60 * 60_000;
/** Ten in the morning of 15 January in Berlin: a window of five days ends with the 20th. */
const opens = Date.parse('2026-01-21T00:00:00+01:00');

let t: Tillpass;
let pos: Pos;
const load = (pending: Program['pending']) =>
  loadProgram(t.context, { ...testProgram, ...(pending && { pending }) });
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
  await load({ days: 5, tiers: 'at-once' });
});
// Closing replays the ledger, with pending points and their times.
after(() => t.close());

const told = (memberId: string) =>
  t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('member_id', '=', memberId)
    .where('kind', '=', 'points.available')
    .execute();

test('what a purchase earned is shown with its day everywhere, and can’t be spent before', async () => {
  const { phone, member } = await shopper(t, 'waits');
  const sold = await pos.purchase({ member, receiptNumber: 'waits', total: eur(9_000) });
  const availableAt = new Date(opens).toISOString();
  const { points, balance: spendable } = sold.body;
  assert.deepEqual([points, spendable, sold.body.availableAt], [90, 150, availableAt], sold.text);
  const seen = await wallet(phone);
  assert.deepEqual([seen.balance, seen.pending], [150, [{ points: 90, availableAt: opens }]]);
  assert.deepEqual(seen.history[0].pending, { points: 90, availableAt: opens });
  const page = (await phone.page(paths.wallet)).text;
  assert.match(page, /Coming on 21 January: 90/);
  const everything = (await phone.page(paths.history)).text;
  assert.match(everything, /Coming on 21 January 2026: 90/);
  const found = await pos.post(posApi.findMember, member);
  assert.deepEqual(found.body.pending, [{ points: 90, availableAt }]);
  const till = await t.onDuty('main-1');
  const atTill = await till.post(tillApi.findMember, member);
  assert.deepEqual(atTill.body.pending, [{ points: 90, availableAt: opens }]);
  const key = { authorization: `Bearer ${t.keys.get('main-1')}` };
  const history = posApi.history.replace(':number', member.number);
  const [entry] = (await new Browser(t.app).get(history, key)).body.entries;
  assert.deepEqual([entry.points, entry.availableAt], [90, availableAt]);
  // Together with the pending points it would be enough for both.
  assert.equal((await issue(phone, 'coffee')).status, 200);
  const second = await issue(phone, 'cake');
  assert.deepEqual(said(second), [422, 'points-short']);
  assert.equal(second.body.error.details.missing, 50);
});

test('on their day they can be spent by themselves, whoever has told it; it is told exactly once', async () => {
  const { phone, member } = await shopper(t, 'day');
  const { body } = await pos.purchase({ member, receiptNumber: 'day', total: eur(9_000) });
  const { memberId } = body.member;
  t.clock.turn(opens - 1 - t.clock.now());
  assert.equal(await balance(phone), 150);
  assert.equal((await told(memberId)).length, 0);
  await expireDue(t.context);
  assert.equal((await told(memberId)).length, 0, 'nothing is told before its day');
  t.clock.turn(1);
  assert.equal(await balance(phone), 240, 'no job has run');
  assert.equal((await wallet(phone)).pending, undefined);
  // As several processes do it, or one that was stopped and starts again.
  await Promise.all(Array.from({ length: 5 }, () => expireDue(t.context)));
  await expireDue(t.context);
  const events = await told(memberId);
  assert.deepEqual(
    events.map(({ data }) => JSON.parse(data)),
    [{ points: 90, purchaseId: body.purchaseId }],
  );
  assert.equal(await balance(phone), 240);
});

test('a return takes what waits, leaves what can be spent, and nothing of it is told', async () => {
  const { phone, member } = await buyer(t, pos, 'back', { total: eur(9_000), lines: [] });
  const { body } = await pos.return('back', 'back-1', { amount: eur(3_000) });
  assert.deepEqual([body.pointsTaken, body.balance], [30, 150]);
  const { pending, history } = await wallet(phone);
  // The purchase's line in history says how many of its points are still pending.
  assert.deepEqual([pending[0].points, history[1].points, history[1].pending.points], [60, 90, 60]);
  // All available points are spent: a return of the rest still finds its own.
  await spend(pos, phone, 'small');
  const before = await balance(phone);
  const rest = await pos.return('back', 'back-2');
  assert.deepEqual([rest.body.pointsTaken, rest.body.balance], [60, before]);
  assert.equal((await wallet(phone)).pending, undefined);
  t.clock.turn(6 * day);
  await expireDue(t.context);
  assert.deepEqual(await told(rest.body.member.memberId), []);
  assert.ok(member);
});

test('goods of an older purchase take what waits before what can be spent', async () => {
  const { phone, member } = await buyer(t, pos, 'old', { total: eur(10_000), lines: [] });
  t.clock.turn(6 * day);
  for (const reward of ['small', 'small']) await spend(pos, phone, reward);
  const free = await balance(phone);
  await pos.purchase({ member, receiptNumber: 'young', total: eur(8_000) });
  // Some of its own points are still there: they go first, as always.
  const { body } = await pos.return('old', 'old-back');
  assert.equal(body.pointsTaken, 100);
  const { pending = [], balance: left } = await wallet(phone);
  const waits = pending.reduce((sum: number, one: { points: number }) => sum + one.points, 0);
  assert.equal(left + waits, free + 80 - 100);
  assert.ok(left >= 0, 'no debt while something waits');
});

test('a sale that a till reports late waits from the sale on', async () => {
  const { member } = await shopper(t, 'late');
  await joinedLongAgo(t, member);
  const report = (receiptNumber: string, daysAgo: number) => {
    const soldAt = new Date(t.clock.now() - daysAgo * day).toISOString();
    return pos.purchase({ member, receiptNumber, soldAt });
  };
  const { body } = await report('late-3', 3);
  const left = Date.parse(body.availableAt) - t.clock.now();
  assert.ok(left > 2 * day && left <= 3 * day, body.availableAt);
  const over = await report('late-9', 9);
  assert.deepEqual([over.body.availableAt, over.body.balance], [null, 160]);
});

test('an even exchange waits as long as the purchase would have; with more to pay it has a window of its own', async () => {
  const { member } = await buyer(t, pos, 'swap', { total: eur(3_000), lines: [line('a', 3_000)] });
  const day0 = (await pos.post(posApi.findMember, member)).body.pending[0].availableAt;
  t.clock.turn(2 * day);
  const even = { exchange: { total: eur(3_000) } };
  await pos.return('swap', 'swap-1', even);
  const same = (await pos.post(posApi.findMember, member)).body.pending;
  assert.deepEqual(same, [{ points: 30, availableAt: day0 }]);
  await pos.return('swap-1', 'swap-2', { exchange: { total: eur(4_000) } });
  const [more] = (await pos.post(posApi.findMember, member)).body.pending;
  assert.deepEqual([more.points, Date.parse(more.availableAt) - Date.parse(day0)], [40, 2 * day]);
});

test('spend counts towards the tier at once, or with its points where the program says so', async () => {
  const sell = async (name: string) => {
    const { phone, member } = await shopper(t, name);
    await pos.purchase({ member, receiptNumber: name, total: eur(60_000) });
    return phone;
  };
  assert.equal((await wallet(await sell('at-once'))).tier.id, 'silver');
  await load({ days: 5, tiers: 'when-available' });
  const phone = await sell('then');
  const seen = await wallet(phone);
  assert.deepEqual([seen.tier.id, seen.qualifying.minor], ['member', 0]);
  t.clock.turn(6 * day);
  assert.equal((await wallet(phone)).tier.id, 'silver');
  await load(undefined);
});

test('a program that lets nobody wait any more leaves what waits to its day', async () => {
  await load({ days: 5, tiers: 'at-once' });
  const { phone, member } = await shopper(t, 'reloaded');
  await pos.purchase({ member, receiptNumber: 'reloaded-1' });
  await load(undefined);
  const { body } = await pos.purchase({ member, receiptNumber: 'reloaded-2' });
  assert.deepEqual([body.availableAt, body.balance], [null, 160]);
  assert.equal((await wallet(phone)).pending[0].points, 10);
  t.clock.turn(6 * day);
  assert.equal(await balance(phone), 170);
  assert.ok((await issued(phone, 'small')).id);
});

// In February, whose month is shorter than the thirty days of the first notice.
test('a mail about what expires leaves out what waits, and tells of it once it can be spent', async () => {
  const pending = { days: 5, tiers: 'at-once' } as const;
  await loadProgram(t.context, { ...testProgram, pointsLastMonths: 1, pending });
  const { member } = await shopper(t, 'noticed');
  const { body } = await pos.purchase({ member, receiptNumber: 'noticed', total: eur(9_000) });
  const run = async (at: number) => {
    t.clock.turnTo(at);
    while ((await expireDue(t.context)) > 0) t.clock.turn(1);
    const mails = (await latestMails(t.context.store.read, 1_000)).map((row) =>
      openMail(t.context, row),
    );
    const own = mails.filter(({ to, text }) => to === 'noticed@example.com' && /expire/.test(text));
    return own.map(({ subject }) => /\d+ points/.exec(subject)?.[0]);
  };
  const availableAt = Date.parse(body.availableAt);
  assert.deepEqual(await run(availableAt - day), ['150 points']);
  const waits = await t.context.store.read
    .selectFrom('lots')
    .select(['notice_step', 'notice_mail_id', 'look_at'])
    .where('member_id', '=', body.member.memberId)
    .where('available_at', '=', availableAt)
    .executeTakeFirst();
  assert.deepEqual({ ...waits }, { notice_step: 0, notice_mail_id: null, look_at: availableAt });
  assert.deepEqual(await run(availableAt), ['90 points', '150 points']);
  await load(undefined);
});

test('a sale of before its window was kept counts towards a tier from when its points can be spent', async () => {
  await load({ days: 5, tiers: 'when-available' });
  t.clock.turn(20 * day);
  const { phone, member } = await shopper(t, 'of-before');
  await joinedLongAgo(t, member);
  const sold = (receiptNumber: string, minor: number, daysAgo: number) => {
    const soldAt = new Date(t.clock.now() - daysAgo * day).toISOString();
    return pos.purchase({ member, receiptNumber, total: eur(minor), soldAt });
  };
  await sold('before-1', 50_000, 3);
  await t.context.store.transact(({ db }) =>
    db
      .updateTable('purchases')
      .set({ counts_from: null })
      .where('receipt_number', '=', 'before-1')
      .execute(),
  );
  assert.equal((await sold('before-3', 10_000, 1)).body.points, 100);
  await sold('before-2', 1_000, 2);
  const { history } = await wallet(phone);
  assert.deepEqual(
    history.map(({ points }: { points: number }) => points),
    [10, 100, 500, 150],
  );
});
