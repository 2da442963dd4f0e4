import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { copyDatabase } from '#server/storage/backup/sqlite-backup.ts';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { openTestStore, type TestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { settled } from '#server/tests/kit/settled.ts';
import {
  addEvent,
  beforeAllEvents,
  type EventPlace,
  eventsAfter,
  lastPlace,
  placeOf,
} from './events.ts';

let db: TestStore;
let store: Store;
before(async () => {
  db = await openTestStore();
  ({ store } = db);
});
after(() => db.close());

/** Only PostgreSQL has transactions that overlap: SQLite has one writer. */
const overlapping = { skip: testDatabaseUrl === undefined && 'SQLite has one writer' };

const add = (tx: Tx, id: string) =>
  addEvent(tx, { id, kind: 'pool.low', at: 1, member_id: null, store_id: null, data: '{}' });

/** A reader that keeps its place, as an integrator does. */
function reader(from: EventPlace = beforeAllEvents) {
  let place = from;
  return async (limit = 100): Promise<string[]> => {
    const rows = await eventsAfter(store.read, place, { limit });
    const last = rows.at(-1);
    if (last) place = placeOf(last);
    return rows.map(({ id }) => id);
  };
}

/** A transaction that waits before its event, and again before its end. */
function slowly(id: string) {
  const [begun, write, written, end] = [1, 2, 3, 4].map(() => Promise.withResolvers<void>());
  const done = store.transact(async (tx) => {
    // The first statement of each of our transactions locks a row, which gives the transaction its number.
    await sql`select pg_current_xact_id()`.execute(tx.db);
    begun?.resolve();
    await write?.promise;
    await add(tx, id);
    written?.resolve();
    await end?.promise;
  });
  return {
    begun: begun?.promise,
    write: async () => {
      write?.resolve();
      await written?.promise;
    },
    end: async () => {
      end?.resolve();
      await done;
    },
  };
}

test('events come page by page in the order in which they were written', async () => {
  const read = reader();
  for (const id of ['a', 'b', 'c']) await store.transact((tx) => add(tx, id));
  await settled(store);
  assert.deepEqual(await read(2), ['a', 'b']);
  assert.deepEqual(await read(2), ['c']);
  assert.deepEqual(await read(2), []);
});

test('a page stops before a transaction that is under way', overlapping, async () => {
  const read = reader();
  await read();
  const early = slowly('early');
  await early.begun;
  await early.write();
  await store.transact((tx) => add(tx, 'late'));
  // The later event is visible, but the earlier transaction's event would come after it.
  assert.deepEqual(await read(), []);
  await early.end();
  await settled(store);
  assert.deepEqual(await read(), ['early', 'late']);
});

test('nothing is skipped where numbers and transactions cross', overlapping, async () => {
  const read = reader();
  await read();
  const [first, second] = [slowly('first'), slowly('second')];
  await first.begun;
  await second.begun;
  // The second transaction has the lower number, and the first one ends before it.
  await second.write();
  await first.write();
  await first.end();
  const before = await read();
  await second.end();
  await settled(store);
  assert.deepEqual([...before, ...(await read())].sort(), ['first', 'second']);
});

test('after a restore a reader is told of every new event, wherever it was in what was lost', {
  skip: testDatabaseUrl !== undefined && 'PostgreSQL orders events by transactions',
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-restored-'));
  const backup = join(folder, 'backup.sqlite');
  const restore = async () => {
    const dataDir = await mkdtemp(join(folder, 'data-'));
    await copyFile(backup, sqlitePath(dataDir));
    return (await openStore({ ...db.options, dataDir })).store;
  };
  const write = async (to: Store, ...ids: string[]) => {
    for (const id of ids) await to.transact((tx) => add(tx, id));
    return lastPlace(to.read);
  };
  const told = async (from: Store, place: EventPlace) =>
    (await eventsAfter(from.read, place, { limit: 9 })).map(({ id }) => id);

  const saved = await write(store, 'saved');
  copyDatabase(sqlitePath(db.options.dataDir), backup);
  const lost = await write(store, 'lost 1', 'lost 2', 'lost 3');
  const first = await restore();
  const lostToo = await write(first, 'new');
  assert.deepEqual(await told(first, saved), ['new']);
  assert.deepEqual(await told(first, lost), ['new']);
  await first.close();

  // The same backup once more.
  const second = await restore();
  await write(second, 'newest');
  for (const place of [saved, lost, lostToo]) {
    assert.deepEqual(await told(second, place), ['newest']);
  }
  await second.close();
  await rm(folder, { recursive: true });
});

test('a copy in another cluster goes on behind its last event', overlapping, async () => {
  const read = reader();
  await read();
  // As in a backup from a cluster that had counted further.
  await store.transact(async (tx) => {
    await sql`insert into events (id, kind, at, data, written_by)
      values ('copied', 'pool.low', 1, '{}', 7000000000)`.execute(tx.db);
  });
  assert.deepEqual(await read(), []);
  const { store: again } = await openStore(db.options);
  await again.close();
  await store.transact((tx) => add(tx, 'new'));
  await settled(store);
  assert.deepEqual(await read(), ['copied', 'new']);
  const { store: third } = await openStore(db.options);
  await third.transact((tx) => add(tx, 'newer'));
  await third.close();
  await settled(store);
  assert.deepEqual(await read(), ['newer']);
});
