import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { DeskWebhook } from '#contract/desk/desk-webhooks.ts';
import { atOnce } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { refuseWith, take } from '#server/tests/kit/events/receiver.ts';
import { atRealTime, happen, receiver, sendWebhooks } from '#server/tests/kit/events/webhooks.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let editor: Signed;
before(async () => {
  t = await startTillpass();
  atRealTime(t);
  editor = await administrator(t, 'Ed', 'editor');
});
after(() => t.close());

const at = (pattern: string, id: string) => pattern.replace(/:\w+/, id);
const add = (body: object) => editor.proved('change-webhooks', '', deskApi.webhooks, body);
const view = async (id: string): Promise<DeskWebhook> =>
  (await editor.browser.get(at(deskApi.webhook, id))).body;
const acts = async (): Promise<string[]> =>
  (await editor.browser.get(deskApi.acts)).body.rows.map(({ act }: { act: string }) => act);

test('an address hears of events, is stopped by its 410, and gets what it missed', async (test) => {
  let status = 204;
  const there = await receiver(test, (response) =>
    status === 204 ? take(response) : refuseWith(status)(response),
  );
  const made = await add({ url: there.url, kinds: ['pool.low'], storeId: 'main' });
  const { id, secret } = made.body;
  assert.match(secret, /^whsec_/);
  assert.ok(!(await dump(t.context.store.read)).includes(secret.slice(6)), 'kept sealed');
  assert.ok(!(await editor.browser.get(deskApi.webhooks)).text.includes(secret), 'shown once');
  const tested = await editor.browser.post(at(deskApi.webhookTest, id));
  assert.deepEqual(tested.body, { taken: true, reason: null });
  there.verified(secret);

  status = 410;
  const { heard, webhooks } = sendWebhooks(test, t);
  await happen(t, 'pool.low', 'main');
  await heard(2);
  await webhooks.stop();
  const stopped = await view(id);
  assert.match(stopped.disabled?.reason ?? '', /410/);
  assert.deepEqual(
    stopped.failed.map(({ kind, store, attempts }) => ({ kind, store, attempts })),
    [{ kind: 'pool.low', store: 'Main St.', attempts: 1 }],
  );
  assert.deepEqual(stopped.givenUp, { count: 1, more: false });
  const refused = await editor.browser.post(at(deskApi.webhookTest, id));
  assert.equal(refused.body.taken, false);
  await happen(t, 'pool.low', 'main');

  status = 204;
  assert.equal((await editor.browser.post(at(deskApi.webhookEnable, id))).status, 200);
  const replay = async (what: string) =>
    (await editor.browser.post(at(deskApi.webhookReplay, id), { what })).body.count;
  assert.equal(await replay('given-up'), 1);
  assert.equal(await replay('given-up'), 0, 'sent again already');
  assert.ok((await replay('missed')) >= 1);
  const again = sendWebhooks(test, t);
  await there.count(5);
  await again.webhooks.stop();
  assert.deepEqual((await view(id)).failed, []);
  const kinds = new Set(await acts());
  for (const act of ['webhook-added', 'webhook-enabled', 'webhook-replayed'])
    assert.ok(kinds.has(act), act);
});

test('of two who renew a secret at once, each gets one, and no secret that signs is unknown', async (test) => {
  const there = await receiver(test);
  const { id } = (await add({ url: there.url })).body;
  await editor.proved('change-webhooks', id, at(deskApi.webhookSecret, id));
  const both = await atOnce(2, () => editor.browser.post(at(deskApi.webhookSecret, id)));
  const secrets = both.map(({ body }) => body.secret);
  await editor.browser.post(at(deskApi.webhookTest, id));
  for (const secret of secrets) there.verified(secret);
  const removed = await editor.proved('change-webhooks', id, at(deskApi.webhookEnd, id));
  assert.equal(removed.status, 200);
  const key = async (pattern: string) =>
    (await editor.browser.post(at(pattern, id))).body.error.key;
  assert.equal(await key(deskApi.webhookEnd), 'not-found');
  assert.equal(await key(deskApi.webhookTest), 'not-found');
});

test('an address where events can’t go is told at its field, and nothing is kept', async () => {
  const before = (await editor.browser.get(deskApi.webhooks)).text;
  const faultOf = async (url: string) => {
    const { body } = await add({ url });
    return [body.error.key, body.error.details.fault];
  };
  assert.deepEqual(await faultOf('hooks'), ['desk-webhook-address', 'no-address']);
  assert.deepEqual(await faultOf('ftp://a.example'), ['desk-webhook-address', 'no-tls']);
  assert.deepEqual(await faultOf('https://a:b@c.example'), ['desk-webhook-address', 'credentials']);
  const nowhere = await add({ url: 'http://localhost:9', storeId: 'nowhere' });
  assert.equal(nowhere.body.error.key, 'store-unknown');
  assert.equal((await add({ url: 'http://localhost:9', kinds: [] })).status, 400);
  assert.equal((await editor.browser.get(deskApi.webhooks)).text, before);
});
