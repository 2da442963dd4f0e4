import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { returnStock, setStock, stockLeft, takeStock } from './reward-stocks.ts';

let db: TestStore;
before(async () => {
  db = await openTestStore();
});
after(() => db.close());

const load = (rewardId: string, total: number) =>
  db.store.transact((tx) => setStock(tx, rewardId, total));
const take = (rewardId: string, hint: number) =>
  db.store.transact((tx) => takeStock(tx, rewardId, hint));
const left = async (rewardId: string) => (await stockLeft(db.store.read, [rewardId])).get(rewardId);

test('thirty who reach for the last eleven get eleven', async () => {
  await load('mug', 11);
  const taken = await Promise.all(Array.from({ length: 30 }, (_, hint) => take('mug', hint * 5)));
  assert.equal(taken.filter((shard) => shard !== null).length, 11);
  assert.equal(await left('mug'), 0);
});

test('one given back can be taken again, whatever the hint', async () => {
  await load('cap', 1);
  const shard = await take('cap', 6);
  assert.ok(shard !== null);
  assert.equal(await take('cap', 1), null);
  await db.store.transact((tx) => returnStock(tx, 'cap', shard));
  assert.equal(await take('cap', 1), shard);
});

test('loading again leaves the count alone', async () => {
  await load('pen', 9);
  await take('pen', 0);
  await load('pen', 9);
  assert.equal(await left('pen'), 8);
});

test('raising the number adds to what is left, lowering takes away from it', async () => {
  await load('bag', 40);
  for (const hint of [1, 2, 3]) await take('bag', hint);
  assert.deepEqual(await load('bag', 70), { before: 40, left: 67 });
  assert.deepEqual(await load('bag', 10), { before: 70, left: 7 });
  assert.equal(await left('bag'), 7);
});

test('lowered below what is out, none is left; what comes back is nobody’s until it is raised', async () => {
  await load('scarf', 3);
  const out = [];
  for (const hint of [0, 1, 2]) out.push(await take('scarf', hint));
  assert.deepEqual(await load('scarf', 1), { before: 3, left: 0 });
  const [first, second, third] = out;
  assert.ok(first != null && second != null && third != null);
  const giveBack = (shard: number) => db.store.transact((tx) => returnStock(tx, 'scarf', shard));
  await giveBack(first);
  await giveBack(second);
  assert.equal(await left('scarf'), 0);
  await giveBack(third);
  assert.equal(await left('scarf'), 1);
  assert.deepEqual(await load('scarf', 5), { before: 1, left: 5 });
});

test('used up, then raised by ten: ten more', async () => {
  await load('pin', 2);
  await take('pin', 0);
  await take('pin', 0);
  assert.equal(await take('pin', 0), null);
  assert.deepEqual(await load('pin', 12), { before: 2, left: 10 });
});

test('a reward that is not counted has no number', async () => {
  assert.equal(await left('endless'), undefined);
  assert.deepEqual(await stockLeft(db.store.read, []), new Map());
});
