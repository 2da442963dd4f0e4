import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '#server/storage/db/store.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { clockAt } from './act-at.ts';

test('what the clock does side by side draws bytes of its own, and the same where a transaction runs again', async (t) => {
  const database = await openTestStore();
  t.after(() => database.close());
  const drawn: string[][] = Array.from({ length: 8 }, () => []);
  /** The database undoes each second transaction once, and it runs again. */
  let begun = 0;
  const stumbling: Store = {
    read: database.store.read,
    transact: async (work, pace) => {
      begun += 1;
      const inVain = begun % 2 === 0;
      if (inVain) {
        await database.store
          .transact(async (tx) => {
            await work(tx);
            throw new Error('the database undoes it');
          }, pace)
          .catch(() => {});
      }
      return database.store.transact(work, pace);
    },
    lockMember: (tx, memberId) => database.store.lockMember(tx, memberId),
    scrub: () => database.store.scrub(),
    close: () => database.store.close(),
  };
  const context = testContext({ ...database, store: stumbling, now: Date.now });
  const clock = clockAt(context, 0, 'morning');
  await Promise.all(
    Array.from({ length: 8 }, (_, number) =>
      clock.store.transact(async () => {
        const own: string[] = [];
        for (let turn = 0; turn < 3; turn += 1) {
          own.push(Buffer.from(clock.randomBytes(16)).toString('hex'));
          await null;
        }
        drawn[number]?.push(own.join());
      }),
    ),
  );
  const times = drawn.map((runs) => runs.length);
  assert.deepEqual(times, [1, 2, 1, 2, 1, 2, 1, 2]);
  assert.ok(
    drawn.every((runs) => new Set(runs).size === 1),
    'a transaction draws the same again',
  );
  assert.equal(new Set(drawn.flat().flatMap((run) => run.split(','))).size, 24);
});
