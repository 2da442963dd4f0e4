import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { IdempotencyKeyRow } from '#server/storage/db/schema-till.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { findKey, purgeKeys, putKey } from './idempotency-keys.ts';

const dayMs = 24 * 60 * 60_000;
let db: TestStore;
before(async () => {
  db = await openTestStore();
});
after(() => db.close());

const answer = (key: string, at: number): IdempotencyKeyRow => ({
  till_id: 'till-1',
  key,
  fingerprint: 'f',
  status: 201,
  body: '{"ok":true}',
  at,
  seal: null,
});
const put = (row: IdempotencyKeyRow) => db.store.transact((tx) => putKey(tx, row));
const find = (tillId: string, key: string) => findKey(db.store.read, tillId, key);

test('the first answer is kept, whoever comes after', async () => {
  const kept = await Promise.all(
    [200, 201, 202].map((status) => put({ ...answer('k', 1), status })),
  );
  assert.equal(kept.filter(Boolean).length, 1);
  assert.equal((await find('till-1', 'k'))?.body, '{"ok":true}');
});

test('another till has keys of its own', async () => {
  await put(answer('shared', 1));
  assert.equal(await find('till-2', 'shared'), undefined);
});

test('answers are forgotten after thirty days', async () => {
  await put(answer('old', 0));
  await put(answer('young', 1 * dayMs));
  await db.store.transact((tx) => purgeKeys(tx, 31 * dayMs));
  assert.equal(await find('till-1', 'old'), undefined);
  assert.ok(await find('till-1', 'young'));
});
