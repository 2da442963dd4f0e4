import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { Store } from '#server/storage/db/store.ts';
import { changeMember } from '#server/storage/people/members.ts';
import { dueMembers, keysIn } from '#server/storage/segments/segment-spans.ts';
import { countBoth, foldTurns } from '#server/storage/segments/segment-turns.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { keepSegments } from '#server/usecases/segments/keep-segments.ts';
import { askedOneByOne, counted, day, kept, keptShop, program } from './shop-of-segments.ts';

/** As transactions leave them that each move a member's end to an instant, or away from it. */
const leave = (store: Store, key: string, at: number, transactions: number) =>
  store.transact(async ({ db }) => {
    const rows = Array.from({ length: transactions }, (_, n) => ({
      segment_key: key,
      at,
      // Later than any transaction of the test.
      part: 1_000_000_000 + n,
      members: n % 2 === 0 ? 1 : -1,
    }));
    for (const some of portionsOf(rows))
      await db.insertInto('segment_turns').values(some).execute();
  });

const spansFrom = (store: Store, key: string, members: number, from: (n: number) => number) =>
  store.transact(async ({ db }) => {
    const rows = Array.from({ length: members }, (_, n) => ({
      segment_key: key,
      member_id: `member-${n}`,
      from_at: from(n),
      until_at: Number.MAX_SAFE_INTEGER,
    }));
    for (const some of portionsOf(rows))
      await db.insertInto('segment_spans').values(some).execute();
  });

async function rowsOf({ read }: Store, key: string, at?: number): Promise<number[]> {
  const all = read.selectFrom('segment_turns').select('members').where('segment_key', '=', key);
  const rows = await (at === undefined ? all : all.where('at', '=', at)).execute();
  return rows.map(({ members }) => members);
}

test('the turns of one day become one row before it comes, some at a time, and no count changes on the way', async () => {
  const { t } = await keptShop();
  const { store } = t.context;
  const now = t.clock.now();
  const [midnight, moved] = [now + day, now + 2 * day];
  await spansFrom(store, 'k', 3, () => midnight);
  await leave(store, 'k', midnight, 4_500);
  await leave(store, 'k', moved, 600);
  for (let more = true; more; ) {
    const before = await rowsOf(store, 'k');
    more = await store.transact((tx) => foldTurns(tx, { key: 'k', at: now - 601_000 }));
    const after = await rowsOf(store, 'k');
    assert.ok(before.length - after.length <= 2_000, 'a transaction is about so many rows');
    for (const at of [now, midnight - 1, midnight, moved]) {
      const { turns, spans } = await countBoth(store.read, { key: 'k', at });
      assert.equal(turns, spans);
    }
  }
  assert.deepEqual(await rowsOf(store, 'k', midnight), [3]);
  assert.deepEqual(await rowsOf(store, 'k', moved), [], 'what comes to nothing has no row');
  await t.close();
});

test('the job folds what is to come once it is many, and what two processes fold at once is counted once', async () => {
  const { t } = await keptShop();
  const { store } = t.context;
  const [sweep] = await store.read.selectFrom('segment_sweeps').selectAll().execute();
  const key = sweep?.segment_key ?? '';
  const later = t.clock.now() + 40 * day;
  const before = await counted(t);
  const there = (await rowsOf(store, key, later)).length;
  await leave(store, key, later, 401);
  await Promise.all([kept(t), kept(t)]);
  assert.equal((await rowsOf(store, key, later)).length, there + 1);
  assert.deepEqual(await rowsOf(store, key, later), [1]);
  assert.deepEqual(await counted(t), before);
  await t.close();
});

test('while somebody is due in every round, turns are folded and what nobody keeps is deleted all the same', async () => {
  const { t, members } = await keptShop();
  const { store } = t.context;
  const [sweep] = await store.read.selectFrom('segment_sweeps').selectAll().execute();
  const key = sweep?.segment_key ?? '';
  const later = t.clock.now() + 40 * day;
  await leave(store, key, later, 401);
  await spansFrom(store, 'of no program', 3, () => 1_000);
  const id = members[0]?.id ?? '';
  for (let round = 0; round < 6; round += 1) {
    const language = round % 2 === 0 ? 'ar' : 'en';
    await transact(t.context, (work) => changeMember(work, id, { language }));
    assert.deepEqual(await dueMembers(store.read, t.clock.now(), 50), [id]);
    await keepSegments(t.context);
  }
  assert.deepEqual(await rowsOf(store, key, later), [1]);
  const keys = await keysIn(store.read, 'segment_spans');
  assert.ok(!keys.includes('of no program'));
  assert.deepEqual(await rowsOf(store, 'of no program'), []);
  await t.close();
});

test('a segment that comes back while its turns are deleted is counted as it should be', async () => {
  const shop = await keptShop();
  const { t } = shop;
  const { store } = t.context;
  const [sweep] = await store.read.selectFrom('segment_sweeps').selectAll().execute();
  const key = sweep?.segment_key ?? '';
  // Their turns are one row by the time the wording goes, and each span that is deleted leaves one of its own.
  await spansFrom(store, key, 3_000, (n) => 1_000 + n);
  await kept(t);
  const { segments: _segments, ...without } = program;
  await loadProgram(t.context, without);
  const isThere = async () => (await rowsOf(store, key)).length > 0;
  let steps = 0;
  let before = Number.POSITIVE_INFINITY;
  for (; await isThere(); steps += 1) {
    const { turns, spans } = await countBoth(store.read, { key, at: t.clock.now() });
    assert.equal(turns, spans, `after ${steps} steps`);
    if (spans === 0 && before === 0) break;
    before = spans;
    await keepSegments(t.context);
  }
  assert.ok(await isThere(), 'it comes back half-way');
  await loadProgram(t.context, program);
  await kept(t);
  t.clock.turn(601_000);
  await kept(t);
  assert.deepEqual(await counted(t), { how: 'kept', members: await askedOneByOne(t) });
  await loadProgram(t.context, without);
  await kept(t);
  assert.ok(!(await isThere()), 'and nothing is left of one that stays away');
  await t.close();
});
