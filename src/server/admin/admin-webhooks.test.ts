import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { takeDueDeliveries } from '#server/storage/events/webhook-deliveries.ts';
import { webhookEndpoint } from '#server/storage/events/webhook-endpoints.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { refuseWith, take } from '#server/tests/kit/events/receiver.ts';
import { happen, idsIn, receiver, sendWebhooks } from '#server/tests/kit/events/webhooks.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { deliver } from '#server/usecases/followers/deliver.ts';
import { fanOutEvents } from '#server/usecases/followers/fan-out-events.ts';
import { AdminFault } from './admin-command.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  t.clock.turnTo(Date.now());
});
after(() => t.close());

const admin = (...args: string[]): Promise<string> => runCommand(t.context, 'webhooks', ...args);
const refused = (pattern: RegExp, ...args: string[]) =>
  assert.rejects(
    admin(...args),
    (error) => error instanceof AdminFault && pattern.test(error.message),
  );
const endpointIn = (said: string): string => /Endpoint: (\S+)/.exec(said)?.[1] ?? '';
const secretIn = (said: string): string => /[Ss]ecret: (\S+)/.exec(said)?.[1] ?? '';

test('an endpoint from its adding to its removal', async (test) => {
  let status = 410;
  const there = await receiver(test, (response) =>
    status === 204 ? take(response) : refuseWith(status)(response),
  );
  const said = await admin('add', there.url, '--kinds', 'pool.low,pool.settled', '--store', 'main');
  const id = endpointIn(said);
  assert.match(secretIn(said), /^whsec_[A-Za-z0-9+/]{43}=$/);
  const kept = await dump(t.context.store.read);
  assert.ok(kept.includes(there.url) && !kept.includes(secretIn(said).slice('whsec_'.length)));
  assert.match(
    await admin('list'),
    /pool\.low, pool\.settled of main; last taken: never; 0 waiting, 0 given up$/,
  );
  await refused(/did not take the message: it answered 410: gone/, 'test', id);

  const { heard, webhooks: worker } = sendWebhooks(test, t);
  await happen(t, 'pool.low', 'main');
  await heard(2);
  assert.match(
    await admin('list'),
    /1 given up\n {2}DISABLED since .* UTC: It answered 410: gone\./,
  );
  assert.match(
    await admin('replay', id),
    /^1 to be sent again\.\nIt is disabled: enable it first\.$/,
  );
  status = 204;
  assert.match(await admin('enable', id.slice(0, 6)), /webhooks replay \S+ --from \S+$/);
  assert.equal(await admin('enable', id), 'It is enabled.');
  await there.count(3);
  assert.equal(await admin('test', id), 'It took the message.');
  const fresh = secretIn(await admin('rotate', id));
  assert.ok(there.verified(secretIn(said)), 'before it was changed');
  await admin('test', id);
  assert.ok(there.verified(fresh) && there.verified(secretIn(said)));
  assert.deepEqual(JSON.parse(there.received.at(-1)?.body ?? '').type, 'webhook.test');

  await worker.stop();
  assert.equal(await admin('replay', id, '--from', '2026-01-01'), '1 to be sent again.');
  assert.match(await admin('remove', id), /^Nothing goes to /);
  assert.equal(await admin('list'), 'Events are sent nowhere.');
});

test('what happened around a 410 arrives when it is enabled as the command says', async (test) => {
  let status = 410;
  const there = await receiver(test, (response) =>
    status === 204 ? take(response) : refuseWith(status)(response),
  );
  const { context, clock } = t;
  const queue = async () => {
    await settled(context.store);
    while (await fanOutEvents(context)) {}
  };
  await queue();
  const id = endpointIn(await admin('add', there.url, '--kinds', 'pool.low'));
  await happen(t, 'pool.low');
  await queue();
  // This event has happened when the 410 comes, and is not queued yet.
  await happen(t, 'pool.low');
  clock.turnTo(clock.now() + 1_000);
  const taking = { endpointId: id, at: clock.now(), limit: 1, leaseMs: 60_000 };
  const [row] = await context.store.transact((tx) => takeDueDeliveries(tx, taking));
  const endpoint = await webhookEndpoint(context.store.read, id);
  assert.ok(row && endpoint);
  await deliver(context, endpoint, row, {
    targets: 'local',
    resolve: async () => [],
    answerWithinMs: 5_000,
    signal: test.signal,
    now: context.now,
  });
  await happen(t, 'pool.low');
  await queue();

  status = 204;
  const said = await admin('enable', id);
  assert.equal(await admin('replay', id), '1 to be sent again.');
  const [, ...printed] = /npm run admin -- webhooks (\S+) (\S+) (\S+) (\S+)$/.exec(said) ?? [];
  assert.equal(await admin(...printed), '2 to be sent again.');
  sendWebhooks(test, t);
  await there.count(4);
  assert.equal(new Set(idsIn(there)).size, 3);
  await admin('remove', id);
});

test('what can’t be done is said in one line', async () => {
  await refused(/^There is no webhooks command ""; there are add, list/);
  await refused(/^There is no store "nowhere"/, 'add', 'http://localhost:9', '--store', 'nowhere');
  await refused(
    /^There is no kind "x"; there are member\.joined/,
    'add',
    'http://localhost:9',
    '--kinds',
    'x',
  );
  await refused(/^ftp:\/\/x must begin with https/, 'add', 'ftp://x');
  const noKind = /^There is no option "--kind"; there are --kinds, --store\.$/;
  await refused(noKind, 'add', 'http://localhost:9', '--kind', 'pool.low');
  await refused(/^There is no endpoint "abc"; there are none\.$/, 'remove', 'abc');
  await refused(/^There is no endpoint ""/, 'rotate');
});

test('an event that there is not can’t be replayed from', async () => {
  const id = endpointIn(await admin('add', 'http://localhost:9/'));
  await refused(/^There is no event "nothing"\.$/, 'replay', id, '--from', 'nothing');
  await admin('remove', id);
});
