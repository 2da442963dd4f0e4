import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { moveFollower } from '#server/storage/events/event-followers.ts';
import { beforeAllEvents } from '#server/storage/events/events.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { watchStaff } from './watch-staff.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const watched = async (): Promise<string[]> =>
  (await dump(t.context.store.read))
    .split('\n')
    .filter((row) => /^(watched_acts|watch_list|pos_days) /.test(row));

test('events that are heard again, as after a restore, are watched once', async () => {
  const member = { number: await numberOf(await t.joined('again@example.com')) };
  for (const receiptNumber of ['H-1', 'H-2', 'H-3'])
    await posAt(t, 'main-1').purchase({ member, receiptNumber });
  await settled(t.context.store);
  while (await watchStaff(t.context)) {}
  const once = await watched();
  assert.ok(once.length >= 4, once.join('\n'));
  await t.context.store.transact((tx) => moveFollower(tx, 'watch', beforeAllEvents));
  while (await watchStaff(t.context)) {}
  assert.deepEqual(await watched(), once);
});
