import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setImmediate as others } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { addEvent } from '#server/storage/events/events.ts';
import { secretKey, testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { openReceiver, take, verify } from '#server/tests/kit/events/receiver.ts';
import { addWebhook } from '#server/usecases/followers/manage-webhooks.ts';
import { startWebhooks } from './webhooks.ts';

const child = fileURLToPath(
  import.meta.resolve('#server/tests/kit/events/webhooks-until-killed.ts'),
);
const events = 450;
const killAt = 25;

test('a server that is killed while it sends loses no event', async (t) => {
  const db = await openTestStore();
  t.after(() => db.close());
  const { store, live } = db;
  // The child's last requests get no answer: it can't know whether they were accepted.
  let alive = true;
  const there = await openReceiver((response, turn) => {
    if (turn < killAt || !alive) return take(response);
    running.kill('SIGKILL');
  });
  t.after(() => there.close());
  // The deliveries of the dead process are free again when their lease is over.
  const context = testContext({ store, live, now: () => Date.now() + 90_000 });
  const { secret } = await addWebhook(context, { url: there.url, kinds: null, storeId: null });
  await store.transact(async (tx) => {
    for (let index = 0; index < events; index += 1) {
      const nowhere = { member_id: null, store_id: null };
      await addEvent(tx, { id: `e${index}`, kind: 'pool.low', at: 1, data: '{}', ...nowhere });
    }
  });

  const { dataDir, databaseUrl } = db.options;
  const running = spawn(process.execPath, [child, dataDir, databaseUrl ?? '', secretKey], {
    stdio: 'inherit',
  });
  await once(running, 'close');
  alive = false;
  const before = there.received.length;
  assert.ok(before >= killAt && before < events);

  const webhooks = startWebhooks(context, { resolve: async () => [] });
  const taken = async (): Promise<number> => {
    const { count } = await store.read
      .selectFrom('webhook_deliveries')
      .select((eb) => eb.fn.count<number>('taken_at').as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  };
  // Answers that came just before it died were not written down, so those deliveries come again, last of all.
  while ((await taken()) < events) await others();
  await webhooks.stop();
  for (const one of there.received) verify(secret, one);
  assert.equal(new Set(there.received.map(({ headers }) => headers['webhook-id'])).size, events);
  // At most the deliveries that were being sent when it died came twice.
  assert.ok(there.received.length <= events + 10, String(there.received.length));
});
