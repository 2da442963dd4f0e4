import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { TestClock } from '#server/tests/kit/clock.ts';
import { secretKey, testSecrets as secrets, testContext } from '#server/tests/kit/context.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { eur } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { celebrateDue } from '#server/usecases/occasions/celebrate-due.ts';
import { changeBirthday } from '#server/usecases/occasions/change-birthday.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { reportPurchase } from '#server/usecases/purchases/report-purchase.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { startOutbox } from './outbox.ts';

const child = fileURLToPath(import.meta.resolve('#server/tests/kit/events/expire-until-killed.ts'));
const members = 60;
const tiered = 12;
const day = 24 * 60 * 60_000;
/** In which transaction each process of a phase is killed: one for twelve members. */
const killedInTransaction = [1, 3];

/** Does what the clock does, in a process of its own, until it is killed within this transaction. */
async function killedIn(db: TestStore, clock: TestClock, transaction: number): Promise<void> {
  const { dataDir, databaseUrl } = db.options;
  const args = [dataDir, databaseUrl ?? '', secretKey, clock.now(), transaction].map(String);
  const running = spawn(process.execPath, [child, ...args], { stdio: 'inherit' });
  const [, signal] = (await once(running, 'close')) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL');
}

test('notices and expiry that are killed anywhere go on: each member is mailed once, each lot ends once', async (t) => {
  const db = await openTestStore();
  t.after(() => db.close());
  const { store } = db;
  const clock = new TestClock();
  const context = testContext({ store, live: db.live, now: clock.now });
  // Lots end at midnight, when no message goes out otherwise.
  const messages = { quiet: { from: 0, until: 0 } };
  await loadProgram(context, { ...testProgram, messages });
  for (let n = 0; n < members; n += 1) {
    const memberId = await joinDirectly({ context }, `crash-${n}@example.com`);
    const why = { en: 'a second lot' };
    await adjustPoints(context, { memberId, id: `second-${n}`, points: 30, why });
  }
  const { expires_at: end } = await store.read
    .selectFrom('lots')
    .select('expires_at')
    .executeTakeFirstOrThrow();

  const untilItIsDone = async () => {
    for (const transaction of killedInTransaction) await killedIn(db, clock, transaction);
    while ((await expireDue(context)) > 0) {}
  };

  clock.turnTo(end - 30 * day);
  await untilItIsDone();
  const mails = await store.read
    .selectFrom('mails')
    .select('member_id')
    .where('notice', '=', 'expiry')
    .execute();
  assert.equal(mails.length, members);
  assert.equal(new Set(mails.map(({ member_id }) => member_id)).size, members);
  const unsent = () =>
    store.read.selectFrom('mails').select('id').where('sent_at', 'is', null).execute();
  while ((await unsent()).length > 0) await startOutbox(context).stop();

  clock.turnTo(end);
  await untilItIsDone();
  const entries = await store.read
    .selectFrom('ledger_entries')
    .select(['member_id', 'draws', 'points'])
    .where('kind', '=', 'expiry')
    .execute();
  assert.equal(entries.length, members * 2);
  assert.equal(new Set(entries.map(({ member_id, draws }) => member_id + draws)).size, members * 2);
  const balances = await store.read.selectFrom('members').select('balance').distinct().execute();
  assert.deepEqual(balances, [{ balance: 0 }]);
  assert.deepEqual(await verifyBooks({ store, secrets }), []);
});

test('tiers that are looked at by a process which is killed are told of once, and lost on their day', async (t) => {
  const db = await openTestStore();
  t.after(() => db.close());
  const { store } = db;
  const clock = new TestClock(Date.UTC(2027, 1, 1, 9));
  const context = testContext({ store, live: db.live, now: clock.now });
  const program: Program = { ...testProgram, welcomePoints: 0, pointsLastMonths: 36 };
  await loadProgram(context, program);
  for (let n = 0; n < tiered; n += 1) {
    const memberId = await joinDirectly({ context }, `tier-${n}@example.com`);
    await reportPurchase(
      context,
      { tillId: 'main-1', storeId: 'main', associateId: null, language: 'en', once: null },
      {
        receiptNumber: `tier-${n}`,
        member: { memberId },
        soldAt: clock.now(),
        basket: { total: eur(50_000), taxesMinor: 0, lines: [], tenders: [], redemptions: [] },
      },
      () => ({}),
    );
  }
  // The rule begins with members who have tiers.
  clock.turn(1_000);
  await loadProgram(context, { ...program, tierRule: { by: 'spend', period: 'calendar-year' } });
  const until = async (at: number, transaction: number) => {
    clock.turnTo(at);
    await killedIn(db, clock, transaction);
    while ((await expireDue(context)) > 0) {}
  };
  const rows = () =>
    store.read.selectFrom('member_tiers').select(['tier_id', 'mailed_for']).execute();
  await until(clock.now() + 1_000, 5);
  assert.equal((await rows()).length, tiered);

  const end = Date.UTC(2028, 11, 31, 23);
  await until(end - 30 * day, 9);
  const mails = await store.read
    .selectFrom('mails')
    .select('member_id')
    .where('notice', '=', 'tier')
    .execute();
  assert.equal(mails.length, tiered);
  assert.equal(new Set(mails.map(({ member_id }) => member_id)).size, tiered);

  await until(end, 7);
  const changes = await store.read
    .selectFrom('events')
    .select('member_id')
    .where('kind', '=', 'tier.changed')
    .execute();
  assert.equal(changes.length, tiered);
  assert.equal(new Set(changes.map(({ member_id }) => member_id)).size, tiered);
  assert.deepEqual(new Set((await rows()).map(({ tier_id }) => tier_id)), new Set(['member']));
});

test('birthdays whose process is killed anywhere are given for once each, and to everybody', async (t) => {
  const db = await openTestStore();
  t.after(() => db.close());
  const { store } = db;
  const clock = new TestClock(Date.UTC(2026, 9, 1, 9));
  const context = testContext({ store, live: db.live, now: clock.now });
  const birthday: EarningRule = {
    id: 'birthday',
    kind: 'birthday',
    name: { en: 'Birthday' },
    points: 50,
    afterDays: 30,
    leapDay: 'feb-28',
    when: {},
    limits: {},
  };
  await loadProgram(context, { ...testProgram, welcomePoints: 0, earning: [birthday] });
  for (let n = 0; n < tiered; n += 1) {
    const memberId = await joinDirectly({ context }, `birthday-${n}@example.com`);
    // Half of them told the month alone.
    const told = { month: 12, day: n % 2 === 0 ? 1 : null };
    const somebody = { memberId, placement: null };
    await changeBirthday(context, somebody, { birthday: told, language: 'en' });
  }
  clock.turnTo(Date.UTC(2026, 11, 1, 9));
  for (const transaction of [1, 7, tiered]) await killedIn(db, clock, transaction);
  while ((await celebrateDue(context)) > 0) {}
  const balances = await store.read.selectFrom('members').select('balance').execute();
  assert.deepEqual(new Set(balances.map(({ balance }) => balance)), new Set([50]));
  const entries = await store.read.selectFrom('ledger_entries').select('cause').execute();
  assert.equal(entries.length, tiered);
  assert.deepEqual(await verifyBooks({ store, secrets }), []);
});
