import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { openStore } from '#server/storage/db/open.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { openTestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { addEvent, beforeAllEvents, type EventPlace, eventsAfter, placeOf } from './events.ts';

const db = await openTestStore();
const { store } = db;
after(db.close);

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
