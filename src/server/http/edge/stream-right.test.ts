import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LocalLive } from '#server/storage/db/local-live.ts';
import { streamRight } from './stream-right.ts';

const hour = 60 * 60_000;

test('a right ends when it is told of and gone, and at its own end by itself', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 });
  const live = new LocalLive({ warn: () => {} });
  let still = true;
  let lost = 0;
  const watch = { topics: ['a', 'b'], endsAt: 12 * hour, holds: async () => still };
  const stop = streamRight(
    { live, now: Date.now },
    watch,
  )(() => {
    lost += 1;
  });
  const told = async (topic: string) => {
    live.publish(topic);
    await Promise.resolve();
    await Promise.resolve();
    return lost;
  };
  assert.equal(await told('a'), 0, 'it holds on');
  still = false;
  assert.equal(await told('b'), 1);
  t.mock.timers.tick(12 * hour - 1);
  assert.equal(lost, 1);
  t.mock.timers.tick(1);
  assert.equal(await told('another'), 2);
  stop();
  assert.equal(await told('a'), 2, 'nobody listens any more');
});
