import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { createApp } from '#server/http/create-app.ts';
import { purgeKeys } from '#server/storage/till/idempotency-keys.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import {
  atOnce,
  balance,
  issued,
  posAt,
  refusal,
  statuses,
  wallet,
} from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';

const dayMs = 24 * 60 * 60_000;
let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const named = (key: string) => ({ 'idempotency-key': key });
const keptKeys = async (key: string): Promise<number> => {
  const rows = await t.context.store.read
    .selectFrom('idempotency_keys')
    .select('key')
    .where('key', '=', key)
    .execute();
  return rows.length;
};

/** Locks the member, as a slow request would, until the returned function is called. */
async function holding(memberNumber: string): Promise<() => Promise<void>> {
  const { promise: goOn, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: held, resolve: begun } = Promise.withResolvers<void>();
  const { store } = t.context;
  const { member_id } = await store.read
    .selectFrom('member_numbers')
    .select('member_id')
    .where('number', '=', memberNumber)
    .executeTakeFirstOrThrow();
  const slow = store.transact(async (tx) => {
    await store.lockMember(tx, member_id);
    begun();
    await goOn;
  });
  await held;
  return async () => {
    letGo();
    await slow;
  };
}

test('a retry that overtakes the first gets its answer, or hears that it is still at work', async () => {
  const phone = await t.joined('overtaken@example.com');
  const { code } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  const letGo = await holding((await wallet(phone)).member.number);
  const redeem = () => pos.redeem(code, 'overtaken', named('overtaken'));
  const both = [redeem(), redeem()];
  // PostgreSQL works on many at once and keeps no till waiting for long. SQLite's one writer has begun neither of them,
  // and takes them one after another.
  if (testDatabaseUrl) assert.equal((await Promise.race(both)).status, 409);
  await letGo();
  const answers = await Promise.all(both);
  assert.deepEqual(statuses(answers), testDatabaseUrl ? { 200: 1, 409: 1 } : { 200: 2 });
  const again = await redeem();
  for (const answer of answers) {
    if (answer.status === 409) assert.equal(refusal(answer).key, 'in-flight');
    else assert.equal(answer.text, again.text);
  }
  assert.equal(await balance(phone), 50);
});

test('of the same key at once with two bodies one is done, the other refused', async () => {
  const phone = await t.joined('two-bodies@example.com');
  const { code } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  const answers = await atOnce(10, (turn) =>
    pos.redeem(code, `two-bodies-${turn % 2}`, named('two-bodies')),
  );
  assert.deepEqual(statuses(answers), { 200: 5, 422: 5 });
  assert.equal(await balance(phone), 50);
});

test('the same request is the same in whichever order its fields come', async () => {
  const { code } = await issued(await t.joined('order@example.com'), 'coffee');
  const pos = posAt(t, 'main-1');
  const first = await pos.post(
    posApi.redemptions,
    { scanned: code, receiptNumber: 'order' },
    named('order'),
  );
  const again = await pos.post(
    posApi.redemptions,
    { receiptNumber: 'order', scanned: code },
    named('order'),
  );
  assert.deepEqual([first.status, again.status, again.text], [200, 200, first.text]);
});

test('what broke is not kept: the same key is tried again, and works', async () => {
  const phone = await t.joined('broken@example.com');
  const { code } = await issued(phone, 'coffee');
  let broken = true;
  let asked = 0;
  const failing: Context = {
    ...t.context,
    randomBytes: (length) => {
      if (length === 16) asked += 1;
      // The first call is for the request's id, the second for the event's, after everything else was written.
      if (broken && asked === 2) throw new Error('no randomness left');
      return t.context.randomBytes(length);
    },
  };
  const app = await createApp(failing, t.options);
  const program = new Browser(app);
  const redeem = () =>
    program.post(
      posApi.redemptions,
      { scanned: code, receiptNumber: 'broken' },
      { authorization: `Bearer ${t.keys.get('main-1')}`, ...named('broken') },
    );
  const first = await redeem();
  assert.deepEqual([first.status, refusal(first).key], [500, 'broken']);
  assert.equal(await keptKeys('broken'), 0);
  assert.equal((await posAt(t, 'main-1').look(code)).body.state, 'issued');
  broken = false;
  assert.equal((await redeem()).status, 200);
  assert.equal(await keptKeys('broken'), 1);
  await app.close();
});

test('a refusal is not kept: the same key goes through once the reason is gone', async () => {
  const { code } = await issued(await t.joined('gone@example.com'), 'coffee');
  await posAt(t, 'main-2').reserve(code, 'B1', { minutes: 1 });
  const pos = posAt(t, 'main-1');
  const refused = await pos.redeem(code, 'gone', named('gone'));
  assert.deepEqual([refused.status, await keptKeys('gone')], [423, 0]);
  t.clock.turn(60_000);
  assert.equal((await pos.redeem(code, 'gone', named('gone'))).status, 200);
});

test('a key is kept thirty days; the receipt is the same request for ever', async () => {
  const phone = await t.joined('for-ever@example.com');
  const { code } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  const first = await pos.redeem(code, 'for-ever', named('for-ever'));
  t.clock.turn(30 * dayMs);
  await t.context.store.transact((tx) => purgeKeys(tx, t.clock.now()));
  assert.equal((await pos.redeem(code, 'for-ever', named('for-ever'))).text, first.text);
  t.clock.turn(1);
  await t.context.store.transact((tx) => purgeKeys(tx, t.clock.now()));
  assert.equal(await keptKeys('for-ever'), 0);
  t.clock.turn(3 * 365 * dayMs);
  for (const headers of [{}, named('for-ever'), named('another-key')]) {
    const again = await pos.redeem(code, 'for-ever', headers);
    assert.deepEqual([again.status, again.body], [200, first.body]);
  }
});

test('one receipt under one key after another is one purchase', async () => {
  const phone = await t.joined('toast@example.com');
  const member = { number: (await wallet(phone)).member.number };
  const pos = posAt(t, 'main-1');
  const wish = { member, receiptNumber: 'toast' };
  const answers = await atOnce(8, (turn) => pos.purchase(wish, named(`toast-${turn}`)));
  assert.deepEqual(statuses(answers), { 200: 8 });
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  assert.equal(await balance(phone), 160);
});
