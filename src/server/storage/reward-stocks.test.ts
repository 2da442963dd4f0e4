import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestStore, type TestStore } from '#server/testing/database.ts';
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

test('a reward that is not counted has no number', async () => {
  assert.equal(await left('endless'), undefined);
  assert.deepEqual(await stockLeft(db.store.read, []), new Map());
});
