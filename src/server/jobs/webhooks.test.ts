import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { WireEvent } from '#contract/pos/pos-events.ts';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { refuseWith, take, verify } from '#server/tests/kit/events/receiver.ts';
import {
  atRealTime,
  endpoint,
  happen,
  idsIn,
  receiver,
  sendWebhooks,
} from '#server/tests/kit/events/webhooks.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());
beforeEach(() => atRealTime(t));

const minute = 60_000;

test('a receiver hears of a redemption at the till, and can verify who says so', async (test) => {
  const there = await receiver(test);
  const kinds = ['redemption.redeemed'] as const;
  const { secret } = await endpoint(test, t, there, { kinds, storeId: 'main' });
  sendWebhooks(test, t);
  const phone = await t.joined('heard@example.com', 'M1');
  const { code, id } = await issued(phone, 'small');
  await posAt(t, 'main-1').redeem(code, 'heard-1');
  await there.count(1);
  const event = there.verified(secret) as WireEvent; // The test says what it must be.
  assert.equal(event.type, 'redemption.redeemed');
  assert.equal(event.storeId, 'main');
  assert.equal(event.data.redemptionId, id);
  assert.equal(event.id, there.received[0]?.headers['webhook-id']);
  assert.equal(event.timestamp, new Date(t.clock.now()).toISOString());
  assert.doesNotMatch(there.received[0]?.body ?? '', new RegExp(`@|${code}`));
});

test('an endpoint hears of its own store and kinds only', async (test) => {
  const there = await receiver(test);
  await endpoint(test, t, there, { storeId: 'main' });
  sendWebhooks(test, t);
  await happen(t, 'pool.low', 'harbour');
  await happen(t, 'pool.low', null);
  await happen(t, 'pool.settled', 'main');
  await happen(t, 'pool.low', 'main');
  await there.count(1);
  assert.equal(there.received.length, 1);
});

test('what was not taken comes again, the same and newly signed, until it is', async (test) => {
  const there = await receiver(test, (response, turn) =>
    turn < 3 ? refuseWith(500)(response) : take(response),
  );
  const { secret, row } = await endpoint(test, t, there);
  const { heard, said, webhooks } = sendWebhooks(test, t);
  await happen(t);
  await heard(1);
  assert.match(said[0] ?? '', /^a webhook was not taken .*"attempt":1,"reason":"it answered 500"/);
  t.clock.turn(6_000);
  webhooks.wake();
  await heard(2);
  t.clock.turn(minute);
  webhooks.wake();
  assert.equal(there.received.length, 2);
  t.clock.turnTo(Math.max(t.clock.now(), Date.now()) + 4 * minute + 40_000);
  webhooks.wake();
  await there.count(3);
  await webhooks.stop();
  const [first, , third] = there.received;
  assert.equal(new Set(idsIn(there)).size, 1);
  assert.equal(third?.body, first?.body);
  assert.notEqual(third?.headers['webhook-timestamp'], first?.headers['webhook-timestamp']);
  assert.ok(verify(secret, first));
  assert.equal((await row()).taken_at, t.clock.now());
});

test('who asks for a pause gets it, for everything', async (test) => {
  const there = await receiver(test, (response, turn) =>
    turn === 1 ? refuseWith(429, { 'retry-after': '600' })(response) : take(response),
  );
  await endpoint(test, t, there);
  const { heard, webhooks } = sendWebhooks(test, t);
  await happen(t);
  await heard(1);
  await happen(t);
  t.clock.turn(9 * minute);
  webhooks.wake();
  const other = await receiver(test);
  await endpoint(test, t, other);
  await happen(t);
  await other.count(1);
  assert.equal(there.received.length, 1);
  t.clock.turn(2 * minute);
  webhooks.wake();
  await there.count(4);
});

test('one that does not answer holds up no other', async (test) => {
  const silent = await receiver(test, () => {});
  const quick = await receiver(test);
  await endpoint(test, t, silent);
  await endpoint(test, t, quick);
  const { webhooks } = sendWebhooks(test, t, 60_000);
  for (let event = 0; event < 20; event += 1) await happen(t);
  await quick.count(20);
  // One endpoint has ten places and no more.
  assert.equal(silent.received.length, 10);
  await silent.close();
  await webhooks.stop();
});

test('several processes send each event once', async (test) => {
  const there = await receiver(test);
  await endpoint(test, t, there);
  const all = [sendWebhooks(test, t), sendWebhooks(test, t), sendWebhooks(test, t)];
  await Promise.all(Array.from({ length: 60 }, () => happen(t)));
  await there.count(60);
  for (const { webhooks } of all) await webhooks.stop();
  assert.equal(new Set(idsIn(there)).size, 60);
  assert.equal(there.received.length, 60);
});
