import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { refuseWith, take } from '#server/tests/kit/events/receiver.ts';
import {
  atRealTime,
  endpoint,
  happen,
  idsIn,
  receiver,
  sendWebhooks,
} from '#server/tests/kit/events/webhooks.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { enableWebhook, rotateWebhookSecret } from '#server/usecases/followers/manage-webhooks.ts';
import { replayWebhooks, retryWebhooks } from '#server/usecases/followers/replay-webhooks.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());
beforeEach(() => atRealTime(t));

const minute = 60_000;

test('who answers 410 is sent nothing more, and is told why it is disabled', async (test) => {
  const there = await receiver(test, refuseWith(410));
  const { id, row } = await endpoint(test, t, there);
  const { heard, said, webhooks } = sendWebhooks(test, t);
  await happen(t);
  await heard(2);
  assert.match(said[1] ?? '', /^an endpoint was disabled .*"reason":"gone"/);
  assert.equal((await row()).disabled_reason, 'It answered 410: gone.');
  await happen(t);
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
  const { id, row } = await endpoint(test, t, there);
  const { heard, said, webhooks } = sendWebhooks(test, t);
  await happen(t);
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
  assert.equal(new Set(idsIn(there)).size, 1);
});

test('a new secret signs beside the old one for a day', async (test) => {
  const there = await receiver(test);
  const { id, secret } = await endpoint(test, t, there);
  const { secret: fresh } = await rotateWebhookSecret(t.context, id);
  sendWebhooks(test, t);
  await happen(t);
  await there.count(1);
  assert.ok(there.verified(secret) && there.verified(fresh));
  t.clock.turn(25 * 60 * minute);
  await happen(t);
  await there.count(2);
  const [, late] = there.received;
  assert.equal(late?.headers['webhook-signature']?.toString().split(' ').length, 1);
});

test('everything from an event on, or from a time on, is sent again under its old id', async (test) => {
  const there = await receiver(test);
  const { row } = await endpoint(test, t, there);
  sendWebhooks(test, t);
  // Later than everything that another test made happen.
  t.clock.turn(365 * 24 * 60 * minute);
  const times: number[] = [];
  for (let event = 1; event <= 3; event += 1) {
    times.push(t.clock.now());
    await happen(t);
    await there.count(event);
    // Less than a lease: an attempt that is taken is not yet written down.
    t.clock.turn(1_000);
  }
  const sent = idsIn(there);
  assert.equal(await replayWebhooks(t.context, await row(), { at: times[1] ?? 0 }), 2);
  await there.count(5);
  assert.deepEqual(idsIn(there).slice(3).sort(), sent.slice(1).sort());
  assert.equal(await replayWebhooks(t.context, await row(), { eventId: String(sent[2]) }), 1);
  await there.count(6);
  assert.equal(idsIn(there)[5], sent[2]);
  assert.equal(await replayWebhooks(t.context, await row(), { eventId: 'none' }), null);
});
