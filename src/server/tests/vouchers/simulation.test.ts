import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { simulate } from '#server/tests/kit/simulation/simulate.ts';

/** `npm run bench -- simulate` lives in a thousand larger ones. */
const size = { members: 2, deeds: 9 };
const seeds = testDatabaseUrl ? 3 : 30;

test('shops with bad links, crashes and lost disks end where a naive reckoning has them', async () => {
  const count = { requests: 0, crashes: 0, restores: 0 };
  for (let seed = 1; seed <= seeds; seed += 1) {
    const one = await simulate(seed, size);
    count.requests += one.requests;
    count.crashes += one.crashes;
    count.restores += one.restores;
  }
  assert.ok(count.requests > 10 * seeds && count.crashes > 0 && count.restores > 0);
});

test('a seed lives the same shop again', async () => {
  const [first, again] = [await simulate(7, size), await simulate(7, size)];
  assert.deepEqual(again, first);
  assert.notEqual((await simulate(8, size)).digest, first.digest);
});
