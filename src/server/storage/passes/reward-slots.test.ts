import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { slotRestsMs } from '#domain/pass/pass-epoch.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { fillWorths, putSlots, slotRow, slotsInForce } from './reward-slots.ts';

let opened: TestStore;
before(async () => {
  opened = await openTestStore();
});
after(() => opened.store.close());

const at = Date.UTC(2026, 0, 15);
const put = (rewards: readonly (readonly [string, number])[], now: number) =>
  opened.store.transact((tx) =>
    putSlots(
      tx,
      rewards.map(([reward_id, points]) => ({ reward_id, points, worth: null })),
      now,
    ),
  );
const inForce = async () =>
  Object.fromEntries(
    (await slotsInForce(opened.store.read)).map(({ reward_id, slot }) => [reward_id, slot]),
  );

test('a reward keeps its slot, another price has another, and the old one rests as long as keys live', async () => {
  await put(
    [
      ['coffee', 100],
      ['mug', 40],
    ],
    at,
  );
  assert.deepEqual(await inForce(), { coffee: 1, mug: 2 });
  await put(
    [
      ['coffee', 120],
      ['mug', 40],
      ['cake', 10],
    ],
    at + 1,
  );
  assert.deepEqual(await inForce(), { mug: 2, coffee: 3, cake: 4 });
  assert.equal(
    (await slotRow(opened.store.read, 1))?.points,
    100,
    'what an old phone shows is still known',
  );
  // The old price again: its slot still means the same.
  await put(
    [
      ['coffee', 100],
      ['mug', 40],
      ['tea', 5],
    ],
    at + 2,
  );
  assert.deepEqual(await inForce(), { coffee: 1, mug: 2, tea: 5 });
  await put(
    [
      ['coffee', 100],
      ['mug', 40],
      ['tea', 5],
      ['bun', 5],
    ],
    at + 1 + slotRestsMs + 1,
  );
  assert.equal((await inForce()).bun, 3);
});

test('more rewards than two digits can name: the others can be had with signal only', async () => {
  const many = Array.from({ length: 120 }, (_, turn) => [`r-${turn}`, 1] as const);
  await put(many, at + 10 * slotRestsMs);
  assert.equal(
    Object.keys(await inForce()).length,
    99 - 4,
    'four rest, as they were in force just now',
  );
  await put(many, at + 12 * slotRestsMs);
  assert.equal(Object.keys(await inForce()).length, 99);
});

test('a price that gives another amount has another slot; one from before amounts were kept learns its own first', async () => {
  const later = at + 20 * slotRestsMs;
  const ranged = (worth: number | null, now: number) =>
    opened.store.transact((tx) => putSlots(tx, [{ reward_id: 'off', points: 50, worth }], now));
  await put([], later - 2 * slotRestsMs);
  await ranged(null, later);
  const { off = 0 } = await inForce();
  await opened.store.transact((tx) =>
    fillWorths(tx, [{ reward_id: 'off', points: 50, worth: 250 }]),
  );
  await ranged(250, later + 1);
  assert.deepEqual(
    [(await inForce()).off, (await slotRow(opened.store.read, off))?.worth],
    [off, 250],
  );
  await ranged(240, later + 2);
  assert.notEqual((await inForce()).off, off);
  await ranged(250, later + 3);
  assert.equal((await inForce()).off, off);
});
