import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { cursorOf, placeOfCursor } from '#server/storage/events/cursors.ts';
import { followerPlace } from '#server/storage/events/event-followers.ts';
import {
  beforeAllEvents,
  type EventPlace,
  eventsAfter,
  lastPlace,
  placeOf,
} from '#server/storage/events/events.ts';
import { openTestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { fillFrom } from './fill-from-file.ts';
import { copyToFile } from './postgres-to-file.ts';

const skip = testDatabaseUrl === undefined && 'it needs both';
const quiet = { log: { warn: () => {} }, randomBytes: (length: number) => new Uint8Array(length) };

const add = (id: string) => (tx: Tx) =>
  tx.db
    .insertInto('events')
    .values({ id, kind: 'pool.low', at: 1, member_id: null, store_id: null, data: '{}' })
    .execute();

const toldAfter = async ({ read }: Store, place: EventPlace): Promise<string[]> =>
  (await eventsAfter(read, place, { limit: 100 })).map(({ id }) => id);

/** Five events, of which the first transaction ended after the second: the feed has another order than the numbers. */
async function sell(store: Store): Promise<void> {
  let [begun, release] = [() => {}, () => {}];
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const slow = store.transact(async (tx) => {
    await add('first of the older')(tx);
    begun();
    await released;
    await add('second of the older')(tx);
    await add('third of the older')(tx);
  });
  await hasBegun;
  await store.transact(add('of the younger'));
  release();
  await slow;
  await store.transact(add('the last'));
}

/** Followers and a disabled webhook stand there, as they do after a transaction that took these events. */
const stand = (store: Store, { writtenBy, seq }: EventPlace) =>
  store.transact(async ({ db }) => {
    await db.updateTable('event_followers').set({ written_by: writtenBy, seq }).execute();
    await sql`delete from webhook_endpoints`.execute(db);
    await sql`insert into webhook_endpoints
      (id, url, secret, created_at, paused_until, disabled_at, disabled_reason, queued_to)
      values ('hook', 'https://shop.example', 'x', 1, 0, 1, 'gone', ${cursorOf({ writtenBy, seq })})`.execute(
      db,
    );
  });

async function storedPlaces({ read }: Store): Promise<readonly EventPlace[]> {
  const hook = await read.selectFrom('webhook_endpoints').select('queued_to').executeTakeFirst();
  const disabled = placeOfCursor(hook?.queued_to ?? '');
  assert.ok(disabled);
  const of = { db: read };
  return [await followerPlace(of, 'webhooks'), await followerPlace(of, 'watch'), disabled];
}

test('whoever follows the events hears each once, behind, at and ahead of the head, on the other database and back', {
  skip,
}, async (t) => {
  const from = await openTestStore();
  const places = await mkdtemp(join(tmpdir(), 'tillpass-places-'));
  t.after(async () => {
    await from.close();
    await rm(places, { recursive: true, force: true });
  });
  await sell(from.store);
  const rows = await eventsAfter(from.store.read, beforeAllEvents, { limit: 10 });
  const feed = rows.map(({ id }) => id);
  assert.equal(feed[1], 'second of the older');
  const head = await lastPlace(from.store.read);
  // Somebody outside has read events that the backup has not: lost with the disk, in a cluster that was further.
  const lost: EventPlace = { writtenBy: head.writtenBy + 1_000, seq: head.seq + 1_000 };

  const stands = [beforeAllEvents, ...rows.map(placeOf)];
  // Before all, in the middle of a transaction, and at the head.
  for (const read of [0, 2, 5]) {
    const place = stands[read] ?? head;
    await stand(from.store, place);
    const dataDir = await mkdtemp(join(places, 'file-'));
    await (await openStore({ ...quiet, dataDir })).store.close();
    await copyToFile(from.store.read, sqlitePath(dataDir));
    const file = await openStore({ ...quiet, dataDir });
    const unread = feed.slice(read);
    for (const stored of await storedPlaces(file.store))
      assert.deepEqual(await toldAfter(file.store, stored), unread, `${read} were read`);
    await file.store.transact(add('on SQLite'));
    for (const outside of [place, lost])
      assert.ok((await toldAfter(file.store, outside)).includes('on SQLite'));
    await file.store.close();

    const to = await openTestStore();
    await fillFrom(to.store, sqlitePath(dataDir));
    for (const stored of await storedPlaces(to.store))
      assert.deepEqual(await toldAfter(to.store, stored), [...unread, 'on SQLite']);
    await to.store.transact(add('on PostgreSQL'));
    for (const outside of [place, head, lost, ...(await storedPlaces(to.store))])
      assert.equal((await toldAfter(to.store, outside)).at(-1), 'on PostgreSQL');
    const heard = await toldAfter(to.store, place);
    const missed = [...unread, 'on SQLite'].filter((id) => !heard.includes(id));
    assert.deepEqual(missed, [], 'a place that somebody outside keeps');
    await to.close();
  }
});

test('a database that wakes in another cluster numbers its events above those that were lost', {
  skip,
}, async (t) => {
  const from = await openTestStore();
  t.after(() => from.close());
  await from.store.transact(add('before'));
  const [before] = await eventsAfter(from.store.read, beforeAllEvents, { limit: 1 });
  assert.ok(before);
  const started = async (id: string) => {
    const { store } = await openStore(from.options);
    await store.transact(add(id));
    const place = await lastPlace(store.read);
    await store.close();
    return place.writtenBy;
  };
  const here = await started('here');
  assert.ok(here < before.written_by + 2 ** 31, 'a start in the same cluster lifts nothing');
  // What pg_dump carries of the cluster that it was made in.
  await from.store.transact(({ db }) =>
    sql`comment on function event_offset() is 'cluster 1, timeline 00000001'`.execute(db),
  );
  const there = await started('there');
  assert.ok(there > here + 2 ** 31);
  assert.ok((await started('there again')) < there + 2 ** 31, 'it is lifted once');
});
