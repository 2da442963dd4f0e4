import assert from 'node:assert/strict';
import { after, before, beforeEach, type TestContext, test } from 'node:test';
import type { WireEvent } from '#contract/pos-events.ts';
import type { EventKind } from '#domain/event.ts';
import type { Subscription } from '#domain/webhook.ts';
import { webhookEndpoint } from '#server/storage/webhook-endpoints.ts';
import { issued, posAt } from '#server/testing/counter.ts';
import { openReceiver, type Receiver, refuseWith, take, verify } from '#server/testing/receiver.ts';
import { settled } from '#server/testing/settled.ts';
import { startTillpass, type Tillpass } from '#server/testing/tillpass.ts';
import { fanOutEvents } from '#server/usecases/fan-out-events.ts';
import {
  addWebhook,
  enableWebhook,
  removeWebhook,
  rotateWebhookSecret,
} from '#server/usecases/manage-webhooks.ts';
import { recordEvent } from '#server/usecases/record-event.ts';
import { replayWebhooks, retryWebhooks } from '#server/usecases/replay-webhooks.ts';
import { startWebhooks, type Webhooks } from './worker.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());
// The official package takes no signature that is five minutes off.
beforeEach(() => t.clock.turnTo(Date.now()));

const minute = 60_000;

/** Webhooks that are being sent, and what they wrote into the log. */
function start(test: TestContext, answerWithinMs = 5_000) {
  const said: string[] = [];
  const waiting = new Set<() => void>();
  const say = (fields: Record<string, unknown>, message: string) => {
    said.push(`${message} ${JSON.stringify(fields)}`);
    for (const look of waiting) look();
  };
  const context = { ...t.context, log: { info: say, warn: say, error: say } };
  const webhooks: Webhooks = startWebhooks(context, { resolve: async () => [], answerWithinMs });
  test.after(() => webhooks.stop());
  /** Once the log holds so many lines. */
  const heard = (atLeast: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (said.length < atLeast) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { said, heard, webhooks };
}

async function receiver(test: TestContext, answer: Answers = take): Promise<Receiver> {
  const one = await openReceiver(answer);
  test.after(() => one.close());
  return one;
}

type Answers = NonNullable<Parameters<typeof openReceiver>[0]>;

/** An endpoint that hears of one kind, which no other test makes, or of what it says. */
async function endpoint(test: TestContext, { url }: Receiver, wanted: Partial<Subscription> = {}) {
  const wish = { kinds: ['pool.low'] as const, storeId: null, ...wanted };
  // What the last test left behind is no news for this one.
  await settled(t.context.store);
  while (await fanOutEvents(t.context)) {}
  const added = await addWebhook(t.context, { ...wish, url });
  test.after(() => removeWebhook(t.context, added.id));
  const row = async () => {
    const found = await webhookEndpoint(t.context.store.read, added.id);
    assert.ok(found);
    return found;
  };
  return { ...added, row };
}

/** Something happens. */
const happen = (kind: EventKind = 'pool.low', storeId: string | null = null) =>
  t.context.store.transact((tx) =>
    recordEvent(tx, t.context, { kind, memberId: null, storeId, data: {} }),
  );

const ids = ({ received }: Receiver) => received.map(({ headers }) => headers['webhook-id']);

test('a receiver hears of a redemption at the till, and can verify who says so', async (test) => {
  const there = await receiver(test);
  const kinds = ['redemption.redeemed'] as const;
  const { secret } = await endpoint(test, there, { kinds, storeId: 'main' });
  start(test);
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
  await endpoint(test, there, { storeId: 'main' });
  start(test);
  await happen('pool.low', 'harbour');
  await happen('pool.low', null);
  await happen('pool.settled', 'main');
  await happen('pool.low', 'main');
  await there.count(1);
  assert.equal(there.received.length, 1);
});

test('what was not taken comes again, the same and newly signed, until it is', async (test) => {
  const there = await receiver(test, (response, turn) =>
    turn < 3 ? refuseWith(500)(response) : take(response),
  );
  const { secret, row } = await endpoint(test, there);
  const { heard, said, webhooks } = start(test);
  await happen();
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
  assert.equal(new Set(ids(there)).size, 1);
  assert.equal(third?.body, first?.body);
  assert.notEqual(third?.headers['webhook-timestamp'], first?.headers['webhook-timestamp']);
  assert.ok(verify(secret, first));
  assert.equal((await row()).taken_at, t.clock.now());
});

test('who answers 410 is sent nothing more, and is told why it is disabled', async (test) => {
  const there = await receiver(test, refuseWith(410));
  const { id, row } = await endpoint(test, there);
  const { heard, said, webhooks } = start(test);
  await happen();
  await heard(2);
  assert.match(said[1] ?? '', /^an endpoint was disabled .*"reason":"gone"/);
  assert.equal((await row()).disabled_reason, 'It answered 410: gone.');
  await happen();
  await webhooks.stop();
  assert.equal(there.received.length, 1);
  await enableWebhook(t.context, id);
  assert.equal((await row()).disabled_at, null);
});

test('after ten attempts it is given up, and can be sent again by hand', async (test) => {
  let open = false;
  const there = await receiver(test, (response) =>
    open ? take(response) : refuseWith(500)(response),
  );
  const { id, row } = await endpoint(test, there);
  const { heard, said, webhooks } = start(test);
  await happen();
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await there.count(attempt);
    await heard(attempt);
    t.clock.turn(27 * 60 * minute);
    webhooks.wake();
  }
  await heard(11);
  assert.match(said[9] ?? '', /^a webhook was given up .*"attempt":10/);
  const reason = 'It took nothing in 10 attempts, last: it answered 500.';
  assert.equal((await row()).disabled_reason, reason);

  open = true;
  await enableWebhook(t.context, id);
  assert.equal(await retryWebhooks(t.context, id), 1);
  await there.count(11);
  assert.equal(new Set(ids(there)).size, 1);
});

test('who asks for a pause gets it, for everything', async (test) => {
  const there = await receiver(test, (response, turn) =>
    turn === 1 ? refuseWith(429, { 'retry-after': '600' })(response) : take(response),
  );
  await endpoint(test, there);
  const { heard, webhooks } = start(test);
  await happen();
  await heard(1);
  await happen();
  t.clock.turn(9 * minute);
  webhooks.wake();
  const other = await receiver(test);
  await endpoint(test, other);
  await happen();
  await other.count(1);
  assert.equal(there.received.length, 1);
  t.clock.turn(2 * minute);
  webhooks.wake();
  await there.count(4);
});

test('one that does not answer holds up no other', async (test) => {
  const silent = await receiver(test, () => {});
  const quick = await receiver(test);
  await endpoint(test, silent);
  await endpoint(test, quick);
  const { webhooks } = start(test, 60_000);
  for (let event = 0; event < 20; event += 1) await happen();
  await quick.count(20);
  // It has its ten places, and no more of them.
  assert.equal(silent.received.length, 10);
  await silent.close();
  await webhooks.stop();
});

test('several processes send each event once', async (test) => {
  const there = await receiver(test);
  await endpoint(test, there);
  const all = [start(test), start(test), start(test)];
  await Promise.all(Array.from({ length: 60 }, () => happen()));
  await there.count(60);
  for (const { webhooks } of all) await webhooks.stop();
  assert.equal(new Set(ids(there)).size, 60);
  assert.equal(there.received.length, 60);
});

test('a new secret signs beside the old one for a day', async (test) => {
  const there = await receiver(test);
  const { secret, row } = await endpoint(test, there);
  const fresh = await rotateWebhookSecret(t.context, await row());
  start(test);
  await happen();
  await there.count(1);
  assert.ok(there.verified(secret) && there.verified(fresh));
  t.clock.turn(25 * 60 * minute);
  await happen();
  await there.count(2);
  const [, late] = there.received;
  assert.equal(late?.headers['webhook-signature']?.toString().split(' ').length, 1);
});

test('everything from an event on, or from a time on, is sent again under its old id', async (test) => {
  const there = await receiver(test);
  const { row } = await endpoint(test, there);
  start(test);
  // Later than anything that another test made happen.
  t.clock.turn(365 * 24 * 60 * minute);
  const times: number[] = [];
  for (let event = 1; event <= 3; event += 1) {
    times.push(t.clock.now());
    await happen();
    await there.count(event);
    t.clock.turn(minute);
  }
  const sent = ids(there);
  assert.equal(await replayWebhooks(t.context, await row(), { at: times[1] ?? 0 }), 2);
  await there.count(5);
  assert.deepEqual(ids(there).slice(3).sort(), sent.slice(1).sort());
  assert.equal(await replayWebhooks(t.context, await row(), { eventId: String(sent[2]) }), 1);
  await there.count(6);
  assert.equal(ids(there)[5], sent[2]);
  assert.equal(await replayWebhooks(t.context, await row(), { eventId: 'none' }), null);
});
