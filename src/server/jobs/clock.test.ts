import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, mock, test } from 'node:test';
import { purgedAtOnce } from '#server/storage/db/dialect.ts';
import { actsOf, addAct } from '#server/storage/events/watch.ts';
import { latestMails, putMails } from '#server/storage/people/mails.ts';
import { balance, issued, posAt, voucher } from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { startClock } from './clock.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());
beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }));
afterEach(() => mock.timers.reset());

/** Lets five seconds pass and waits until the clock has finished its work. */
async function tickOnce(context: Context): Promise<void> {
  const stop = startClock(context);
  mock.timers.tick(5_000);
  await stop();
}

test('within five seconds of its end a voucher is over and its points are back', async () => {
  const phone = await t.joined('clock@example.com');
  const { id } = await issued(phone, 'coffee');
  await tickOnce(t.context);
  assert.equal((await voucher(phone, id)).body.state, 'issued');
  t.clock.turn(32 * minute);
  await tickOnce(t.context);
  assert.equal((await voucher(phone, id)).body.state, 'expired');
  assert.equal(await balance(phone), 150);
});

/** All at once, the last ones would wait for a connection of the database longer than a busy machine lets them. */
async function tenByTen<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += 10) {
    done.push(...(await Promise.all(all.slice(at, at + 10).map(act))));
  }
  return done;
}

test('a clock that is stopped in the middle of much work goes on with it later', async () => {
  const addresses = Array.from({ length: 70 }, (_, n) => `round-${n}@example.com`);
  const phones = await tenByTen(addresses, (address) => t.joined(address));
  for (const reward of ['small', 'mug', 'cake']) {
    await tenByTen(phones, (phone) => issued(phone, reward));
  }
  t.clock.turn(32 * minute);
  await tickOnce(t.context);
  await tickOnce(t.context);
  assert.deepEqual(new Set(await Promise.all(phones.map(balance))), new Set([150]));
});

test('one voucher that can’t be ended is told to the log and holds no other up', async () => {
  const [broken, whole] = [
    await t.joined('broken@example.com'),
    await t.joined('whole@example.com'),
  ];
  const bad = await issued(broken, 'small');
  await issued(whole, 'small');
  const rewardOf = (reward: string) =>
    t.context.store.transact((tx) =>
      tx.db.updateTable('redemptions').set({ reward }).where('id', '=', bad.id).execute(),
    );
  const { reward } = await t.context.store.read
    .selectFrom('redemptions')
    .select('reward')
    .where('id', '=', bad.id)
    .executeTakeFirstOrThrow();
  await rewardOf('no JSON');
  t.clock.turn(32 * minute);
  let said = 0;
  const error = () => {
    said += 1;
  };
  const log = { ...t.context.log, error };
  await tickOnce({ ...t.context, log });
  assert.ok(said > 0);
  assert.equal(await balance(whole), 150);
  await rewardOf(reward);
  await tickOnce(t.context);
  assert.equal(await balance(broken), 150);
});

test('an answer is kept for thirty days under its key, and then forgotten', async () => {
  const { code } = await issued(await t.joined('kept@example.com'), 'small');
  const key = { 'idempotency-key': 'kept' };
  const pos = posAt(t, 'main-1');
  const first = await pos.redeem(code, 'kept-1', key);
  t.clock.turn(30 * day);
  await tickOnce(t.context);
  assert.equal((await pos.redeem(code, 'kept-1', key)).text, first.text);
  assert.equal((await pos.redeem(code, 'kept-2', key)).body.error.key, 'key-reused');
  t.clock.turn(61 * minute);
  await tickOnce(t.context);
  // Till and receipt number are recognised for ever.
  assert.equal((await pos.redeem(code, 'kept-2', key)).body.error.key, 'already-used');
  assert.equal((await pos.redeem(code, 'kept-1')).status, 200);
});

test('mail is forgotten after a day, and what an associate did after seven', async () => {
  const at = t.clock.now();
  const nora = { kind: 'associate', id: 'nora' } as const;
  const { read } = t.context.store;
  await t.context.store.transact(async (tx) => {
    await putMails(tx, [{ id: 'old', sealed: 'sealed', created_at: at }]);
    await addAct(tx, {
      kind: 'redemption',
      eventId: 'old',
      at,
      actor: nora,
      storeId: 'main',
      memberId: 'ann',
      subjectId: 'one',
      entered: 'typed',
      minor: null,
      points: 10,
      redeemedAt: null,
      redeemedBy: null,
    });
  });
  const kept = async () => {
    await tickOnce(t.context);
    const mails = (await latestMails(read, 1_000)).filter(({ id }) => id === 'old');
    return [mails.length, (await actsOf(read, nora, { since: at - 1 })).length];
  };
  t.clock.turn(day);
  assert.deepEqual(await kept(), [1, 1]);
  t.clock.turn(minute);
  assert.deepEqual(await kept(), [0, 1]);
  t.clock.turn(6 * day);
  assert.deepEqual(await kept(), [0, 0]);
});

test('what nobody needs any more goes in slices, and others write between two', async () => {
  const { context } = t;
  const old = (n: number) => ({ till_id: 'gone', key: `${n}`, fingerprint: '', status: 200 });
  const rows = Array.from({ length: 2 * purgedAtOnce + 1 }, (_, n) => ({
    ...old(n),
    body: '{}',
    at: 0,
    seal: null,
  }));
  await context.store.transact(async ({ db }) => {
    for (let from = 0; from < rows.length; from += 100) {
      const some = rows.slice(from, from + 100);
      await db.insertInto('idempotency_keys').values(some).execute();
    }
  });
  const kept = async () => {
    const { read } = context.store;
    const rows = read.selectFrom('idempotency_keys').select('key').where('till_id', '=', 'gone');
    return (await rows.execute()).length;
  };
  const left: number[] = [];
  const transact: typeof context.store.transact = async (work, pace) => {
    const value = await context.store.transact(work, pace);
    if (pace) left.push(await kept());
    return value;
  };
  const round = Promise.withResolvers<void>();
  const meters = { ...context.meters, round: () => round.resolve() };
  const stop = startClock({ ...context, meters, store: { ...context.store, transact } });
  mock.timers.tick(5_000);
  await round.promise;
  await stop();
  assert.deepEqual(left.slice(-3), [purgedAtOnce + 1, 1, 0]);
});
