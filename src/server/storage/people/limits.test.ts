import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Limit, limits } from '#domain/limit.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { countAgainst, purgeLimits, refusalWhileFull, roomLeft } from './limits.ts';

const limit: Limit = { name: 'test', atMost: 3, windowMs: 1_000 };
let db: TestStore;
before(async () => {
  db = await openTestStore();
});
after(() => db.close());

const count = (key: string, at: number) =>
  db.store.transact((tx) => countAgainst(tx, limit, key, at));

test('the one too many is refused, with the time until the next window', async () => {
  for (const at of [5_000, 5_100, 5_200]) assert.equal(await count('a', at), null);
  assert.deepEqual(await count('a', 5_300), { key: 'too-many-requests', retryAfterMs: 700 });
  assert.equal(await count('a', 6_000), null);
});

test('keys count apart', async () => {
  for (let tries = 0; tries < 3; tries += 1) await count('b', 5_000);
  assert.equal(await count('c', 5_000), null);
});

test('twenty at once let exactly as many through as the limit says', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => count('rush', 5_000)));
  assert.equal(answers.filter((answer) => answer === null).length, 3);
});

test('a clock that is behind does not open the old window again', async () => {
  for (let tries = 0; tries < 3; tries += 1) await count('late', 7_000);
  assert.notEqual(await count('late', 6_999), null);
  assert.notEqual(await count('late', 7_001), null);
});

test('two machines whose clocks are some windows apart count into one window', async () => {
  for (const at of [9_000, 3_500, 9_100, 3_600, 9_200]) await count('apart', at);
  assert.notEqual(await count('apart', 3_700), null);
  assert.notEqual(await count('apart', 9_300), null);
  assert.notEqual(await refusalWhileFull(db.store.read, limit, 'apart', 3_700), null);
  assert.equal((await roomLeft(db.store.read, [limit], 'apart', 3_700))[0]?.room, 0);
});

test('what was counted before the clock was set back locks nobody out, and the limit holds there too', async () => {
  const [before, now] = [90_000_000, 5_000];
  const { read } = db.store;
  for (let tries = 0; tries < 4; tries += 1) await count('back', before);
  assert.notEqual(await refusalWhileFull(read, limit, 'back', before), null);
  assert.equal(await refusalWhileFull(read, limit, 'back', now), null);
  assert.equal((await roomLeft(read, [limit], 'back', now))[0]?.room, 3);
  for (let tries = 0; tries < 3; tries += 1) assert.equal(await count('back', now), null);
  assert.notEqual(await count('back', now), null);
});

test('windows long over are forgotten', async () => {
  const dayMs = 86_400_000;
  const month = limits.claimedMonth;
  await db.store.transact((tx) => countAgainst(tx, month, 'd', 5_000));
  const kept = async (at: number) => {
    await db.store.transact((tx) => purgeLimits(tx, at));
    const rows = await db.store.read.selectFrom('limits').select('name').execute();
    return rows.map(({ name }) => name);
  };
  assert.deepEqual(await kept(10_000 + dayMs), [month.name], 'the long one counts still');
  assert.deepEqual(await kept(10_000 + month.windowMs), []);
});
