import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Tx } from '#server/storage/db/store.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { beforeAllEvents, eventsAfter, placeOf } from '#server/storage/events/events.ts';
import { openTestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { copyToFile } from './postgres-to-file.ts';

let places: string;
before(async () => {
  places = await mkdtemp(join(tmpdir(), 'tillpass-copies-'));
});
after(() => rm(places, { recursive: true, force: true }));

const aPlace = (name: string) => mkdtemp(join(places, `${name}-`));
const quiet = { log: { warn: () => {} }, randomBytes: (length: number) => new Uint8Array(length) };

test('a backup of PostgreSQL keeps the order in which events were told', {
  skip: testDatabaseUrl === undefined && 'SQLite has one writer',
}, async () => {
  const from = await openTestStore();
  const { store } = from;
  const add = (id: string) => (tx: Tx) =>
    tx.db
      .insertInto('events')
      .values({ id, kind: 'pool.low', at: 1, member_id: null, store_id: null, data: '{}' })
      .execute();
  // The first transaction has its number before the second one, and writes after it.
  let [begun, release] = [() => {}, () => {}];
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const slow = store.transact(async (tx) => {
    await add('first of the older')(tx);
    begun();
    await released;
    await add('second of the older')(tx);
  });
  await hasBegun;
  await store.transact(add('of the younger'));
  release();
  await slow;
  const rows = await eventsAfter(store.read, beforeAllEvents, { limit: 10 });
  const feed = rows.map(({ id }) => id);
  assert.deepEqual(feed, ['first of the older', 'second of the older', 'of the younger']);

  const dataDir = await aPlace('order');
  await (await openStore({ ...quiet, dataDir })).store.close();
  await copyToFile(store.read, sqlitePath(dataDir));
  const copied = await openStore({ ...quiet, dataDir });
  const told = await eventsAfter(copied.store.read, beforeAllEvents, { limit: 10 });
  assert.deepEqual(
    told.map(({ id }) => id),
    feed,
  );
  for (const [index, row] of rows.entries()) {
    const after = await eventsAfter(copied.store.read, placeOf(row), { limit: 10 });
    const missed = feed.slice(index + 1).filter((id) => !after.some((event) => event.id === id));
    assert.deepEqual(missed, [], `whoever stood at "${row.id}" misses nothing`);
  }
  await copied.store.close();
  await from.close();
});

test('a column that somebody added is no silent loss', {
  skip: testDatabaseUrl === undefined && 'the file of SQLite is copied whole',
}, async () => {
  const from = await openTestStore();
  await from.store.transact((tx) =>
    sql`alter table members add column nickname text`.execute(tx.db),
  );
  const dataDir = await aPlace('added');
  await (await openStore({ ...quiet, dataDir })).store.close();
  await assert.rejects(copyToFile(from.store.read, sqlitePath(dataDir)), {
    message: 'PostgreSQL has a column "members.nickname" that is not Tillpass\'s',
  });
  await from.close();
});
