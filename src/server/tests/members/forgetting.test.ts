import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { memberById } from '#server/storage/people/members.ts';
import { anotherProcess } from '#server/tests/kit/another-process.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { enrol, idOf, numberOf } from '#server/tests/kit/members.ts';
import { timesRun } from '#server/tests/kit/plans.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { forgetDue } from '#server/usecases/rights/forget-due.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

const day = 86_400_000;
const onSqlite = { skip: testDatabaseUrl !== undefined && 'statements are noted on SQLite' };
const program = { ...testProgram, forgetAfterMonths: 12, pointsLastMonths: 12 };

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program });
});
// Closing verifies every ledger.
after(() => t.close());

/** What the clock does at this moment. */
async function runClock(): Promise<void> {
  while ((await expireDue(t.context)) + (await forgetDue(t.context)) > 0) t.clock.turn(1);
}

const mailsTo = async (address: string) =>
  (await latestMails(t.context.store.read, 1_000))
    .map((row) => openMail(t.context, row))
    .filter(({ to, subject }) => to === address && /membership ends after/.test(subject));

/** Noon, so that no hour is quiet. */
function turnToNoon(at: number): void {
  t.clock.turnTo(Math.floor(at / day) * day + day / 2);
}

test('who gives no sign is told a month before, and is found nowhere a month later', async () => {
  await t.joined('rests@example.com');
  const memberId = await idOf(t, 'rests@example.com');
  const joined = t.clock.now();
  turnToNoon(joined + 320 * day);
  await runClock();
  assert.equal((await mailsTo('rests@example.com')).length, 0);
  turnToNoon(joined + 345 * day);
  const other = await anotherProcess(t);
  await Promise.all([forgetDue(t.context), forgetDue(other.context)]);
  await other.close();
  const [mail, ...more] = await mailsTo('rests@example.com');
  assert.equal(more.length, 0, 'one mail, however many processes look');
  assert.match(mail?.text ?? '', /150 points end with it/);
  assert.match(mail?.text ?? '', /\/wallet/);
  turnToNoon(joined + 374 * day);
  await runClock();
  assert.notEqual(
    (await memberById(t.context.store.read, memberId))?.address,
    '',
    'a month is 30 days',
  );
  turnToNoon(joined + 377 * day);
  await runClock();
  assert.equal((await memberById(t.context.store.read, memberId))?.address, '');
  assert.ok(!(await dump(t.context.store.read)).includes('rests@example.com'));
});

test('a purchase at the till, or the app opened once, keeps a membership, also in the last moment', async () => {
  const phones = new Map<string, Awaited<ReturnType<Tillpass['joined']>>>();
  for (const name of ['buys', 'opens', 'neither']) {
    phones.set(name, await t.joined(`${name}@example.com`));
  }
  const number = await numberOf(phones.get('buys') ?? assert.fail());
  const joined = t.clock.now();
  turnToNoon(joined + 345 * day);
  await runClock();
  for (const name of phones.keys()) assert.equal((await mailsTo(`${name}@example.com`)).length, 1);
  turnToNoon(joined + 370 * day);
  const sold = { member: { number }, receiptNumber: 'keeps-1' };
  assert.equal((await posAt(t, 'main-1').purchase(sold)).status, 200);
  const opens = await t.joined('opens@example.com');
  assert.equal((await opens.get(memberApi.wallet)).status, 200);
  turnToNoon(joined + 380 * day);
  await runClock();
  const left = await dump(t.context.store.read);
  assert.deepEqual(
    [...phones.keys()].filter((name) => left.includes(`${name}@example.com`)),
    ['buys', 'opens'],
  );
  // A year later it begins anew.
  turnToNoon(joined + (370 + 345) * day);
  await runClock();
  assert.equal((await mailsTo('buys@example.com')).length, 2);
});

test('an address that nobody has proved is told nothing, and goes in silence', async () => {
  const till = await t.onDuty('main-1');
  assert.equal((await enrol(till, 'unproved@example.com')).status, 200);
  const joined = t.clock.now();
  turnToNoon(joined + 345 * day);
  await runClock();
  assert.equal((await mailsTo('unproved@example.com')).length, 0);
  turnToNoon(joined + 377 * day);
  await runClock();
  assert.ok(!(await dump(t.context.store.read)).includes('unproved@example.com'));
});

test('a program that gives people more time while they wait tells them anew', async () => {
  await t.joined('longer@example.com');
  const joined = t.clock.now();
  turnToNoon(joined + 345 * day);
  await runClock();
  assert.equal((await mailsTo('longer@example.com')).length, 1);
  await loadProgram(t.context, { ...program, forgetAfterMonths: 24 });
  turnToNoon(joined + 400 * day);
  await runClock();
  assert.ok((await dump(t.context.store.read)).includes('longer@example.com'));
  turnToNoon(joined + 720 * day);
  await runClock();
  assert.equal((await mailsTo('longer@example.com')).length, 2);
  await loadProgram(t.context, program);
});

test(
  'one round reads the tills’ answers once, for all who are forgotten in it',
  onSqlite,
  async () => {
    const one = await startTillpass({ program });
    const names = ['first', 'second', 'third'].map((name) => `${name}@forgotten.example`);
    for (const name of names) await one.joined(name);
    const joined = one.clock.now();
    one.clock.turnTo(Math.floor((joined + 345 * day) / day) * day + day / 2);
    while ((await expireDue(one.context)) + (await forgetDue(one.context)) > 0) one.clock.turn(1);
    one.clock.turnTo(Math.floor((joined + 377 * day) / day) * day + day / 2);
    while ((await expireDue(one.context)) > 0) one.clock.turn(1);
    const long = /from idempotency_keys\s+where \(till_id, key\) >/;
    assert.equal(await timesRun(long, async () => void (await forgetDue(one.context))), 1);
    const left = await dump(one.context.store.read);
    for (const name of names) assert.ok(!left.includes(name), name);
    await one.close();
  },
);
