import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { Tx } from '#server/storage/db/store.ts';
import { putMember } from '#server/tests/kit/points.ts';
import { openSqlite } from './sqlite.ts';

let dataDir: string;
let db: Awaited<ReturnType<typeof openSqlite>>;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tillpass-writer-'));
  db = await openSqlite(dataDir, { warn: () => {} });
});
afterEach(async () => {
  await db.store.close();
  await rm(dataDir, { recursive: true });
});

const putMany = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) =>
    db.store.transact((tx) => putMember(tx, `${prefix}${index}`)),
  );

test('a hundred at once share two flushes', async () => {
  await Promise.all(putMany(100, 'a'));
  assert.equal(db.writer.commits, 2);
});

test('what arrives while a batch runs goes with the next', async () => {
  const begun = Promise.withResolvers<void>();
  const pause = Promise.withResolvers<void>();
  const first = db.store.transact(async () => {
    begun.resolve();
    await pause.promise;
  });
  await begun.promise;
  const next = putMany(10, 'b');
  pause.resolve();
  await Promise.all([first, ...next]);
  assert.equal(db.writer.commits, 2);
});

test('a commit that fails fails everyone in it, and the next batch is well', async () => {
  await db.store.transact((tx) =>
    sql`create table debts (member_id text references members deferrable initially deferred)`.execute(
      tx.db,
    ),
  );
  const outcomes = await Promise.allSettled([
    db.store.transact((tx) => putMember(tx, 'good')),
    // Only the commit itself finds that the member is missing.
    db.store.transact((tx) => sql`insert into debts values ('nobody')`.execute(tx.db)),
  ]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  await db.store.transact((tx) => putMember(tx, 'good'));
});

test('a query that comes after its transaction lands in no other', async () => {
  const escaped: Tx[] = [];
  await db.store.transact(async (tx) => void escaped.push(tx));
  const [late] = escaped;
  assert.ok(late);
  await db.store.transact(() => assert.rejects(putMember(late, 'late'), /after its transaction/));
});

test('news of a whole batch comes after its commit, each topic once', async () => {
  const topics: string[] = [];
  db.live.listen('shared', () => topics.push(`after ${db.writer.commits}`));
  await Promise.all([1, 2, 3].map(() => db.store.transact(async (tx) => tx.tell('shared'))));
  assert.deepEqual(topics, ['after 1']);
});

test('while another process writes, work waits and the rest of the server goes on', async () => {
  const other = new DatabaseSync(join(dataDir, 'tillpass.sqlite'));
  other.exec('begin immediate');
  const waiting = db.store.transact((tx) => putMember(tx, 'patient'));
  // Only a running event loop reaches this line; a blocked one waits until the work has failed.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  other.exec('rollback');
  other.close();
  await waiting;
  const found = await db.store.read.selectFrom('members').select('id').execute();
  assert.deepEqual(found, [{ id: 'patient' }]);
});
