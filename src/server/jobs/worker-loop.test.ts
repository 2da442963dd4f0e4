import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LocalLive } from '#server/storage/db/local-live.ts';
import { noMeters } from '#server/usecases/ground/meters.ts';
import { startLoop } from './worker-loop.ts';

/** Rounds whose work the test gives, and the lines of their log. */
function open(round: (turn: number) => Promise<boolean>) {
  const said: string[] = [];
  const say = (_: Record<string, unknown>, message: string) => void said.push(message);
  const live = new LocalLive({ warn: () => {} });
  let turn = 0;
  const loop = startLoop(
    { live, log: { info: say, warn: say, error: say }, meters: noMeters },
    {
      name: 'the work',
      job: 'watch',
      topic: 'news',
      lookAgainMs: 60_000,
      round: async () => {
        turn += 1;
        return round(turn);
      },
    },
  );
  return { said, live, loop, turns: () => turn };
}

test('a round follows at once while there is more, and on news', async () => {
  const third = Promise.withResolvers<void>();
  const fourth = Promise.withResolvers<void>();
  const { live, loop } = open(async (turn) => {
    if (turn === 3) third.resolve();
    if (turn === 4) fourth.resolve();
    return turn < 3;
  });
  await third.promise;
  live.publish('news');
  await fourth.promise;
  await loop.stop();
});

test('a round that fails is logged, and tried again', async () => {
  const second = Promise.withResolvers<void>();
  const { said, loop } = open(async (turn) => {
    if (turn === 1) throw new Error('the database is away');
    second.resolve();
    return false;
  });
  loop.wake();
  await second.promise;
  await loop.stop();
  assert.deepEqual(said, ['the work failed and tries again']);
});

test('stopping waits for the round that is under way, and none follows', async () => {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  let ended = false;
  const { live, loop, turns } = open(async () => {
    begun.resolve();
    await end.promise;
    ended = true;
    return true;
  });
  await begun.promise;
  const stopped = loop.stop();
  end.resolve();
  await stopped;
  assert.ok(ended);
  live.publish('news');
  loop.wake();
  assert.equal(turns(), 1);
});
