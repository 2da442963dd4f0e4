import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TestClock } from '#server/tests/kit/clock.ts';
import { secretKey, testSecrets as secrets, testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { startOutbox } from './outbox.ts';

const child = fileURLToPath(import.meta.resolve('#server/tests/kit/events/expire-until-killed.ts'));
const members = 60;
const day = 24 * 60 * 60_000;
/** In which transaction each process of a phase is killed: one a member. */
const killedInTransaction = [1, 23];

test('notices and expiry that are killed anywhere go on: each member is mailed once, each lot ends once', async (t) => {
  const db = await openTestStore();
  t.after(() => db.close());
  const { store } = db;
  const clock = new TestClock();
  const context = testContext({ store, live: db.live, now: clock.now });
  await loadProgram(context, testProgram);
  for (let n = 0; n < members; n += 1) {
    const memberId = await joinDirectly({ context }, `crash-${n}@example.com`);
    const why = { en: 'a second lot' };
    await adjustPoints(context, { memberId, id: `second-${n}`, points: 30, why });
  }
  const { expires_at: end } = await store.read
    .selectFrom('lots')
    .select('expires_at')
    .executeTakeFirstOrThrow();

  const killedIn = async (transaction: number) => {
    const { dataDir, databaseUrl } = db.options;
    const args = [dataDir, databaseUrl ?? '', secretKey, clock.now(), transaction].map(String);
    const running = spawn(process.execPath, [child, ...args], { stdio: 'inherit' });
    const [, signal] = (await once(running, 'close')) as [number | null, string | null];
    assert.equal(signal, 'SIGKILL');
  };
  const untilItIsDone = async () => {
    for (const transaction of killedInTransaction) await killedIn(transaction);
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
