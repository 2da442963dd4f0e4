import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { unreachable } from '#server/storage/db/postgres-faults.ts';
import { openTestStore, type TestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { putMember } from '#server/tests/kit/points.ts';
import { openStore } from './open.ts';

describe('on PostgreSQL', { skip: !testDatabaseUrl }, () => {
  let db: TestStore;
  before(async () => {
    db = await openTestStore();
    await db.store.transact(async (tx) => {
      for (const id of ['a', 'b']) await putMember(tx, id);
    });
  });
  after(() => db.close());

  test('two that lock each other out both succeed in the end', async () => {
    let locked = 0;
    const arrived = Promise.withResolvers<void>();
    const both = async (first: string, second: string) =>
      db.store.transact(async (tx) => {
        await db.store.lockMember(tx, first);
        locked += 1;
        // In the first run each waits until the other has locked its member: a certain deadlock.
        if (locked === 2) arrived.resolve();
        if (locked <= 2) await arrived.promise;
        await db.store.lockMember(tx, second);
        return first;
      });
    assert.deepEqual(await Promise.all([both('a', 'b'), both('b', 'a')]), ['a', 'b']);
    assert.equal(locked, 3);
  });

  test('who loses a race for a row runs again and finds the other’s', async () => {
    const claim = () =>
      db.store.transact(async (tx) => {
        const known = await tx.db
          .selectFrom('member_numbers')
          .selectAll()
          .where('number', '=', '7')
          .executeTakeFirst();
        if (known) return 'found';
        await tx.db.insertInto('member_numbers').values({ number: '7', member_id: 'a' }).execute();
        return 'made';
      });
    const answers = await Promise.all([claim(), claim(), claim()]);
    assert.deepEqual(answers.sort(), ['found', 'found', 'made']);
  });

  test('a fault that stays is tried a few times and then thrown', async () => {
    let runs = 0;
    const again = db.store.transact(async (tx) => {
      runs += 1;
      await putMember(tx, 'a');
    });
    await assert.rejects(again, /duplicate key/);
    assert.equal(runs, 5);
  });

  test('another process hears of it', async () => {
    const other = await openStore(db.options);
    const news = new Promise<void>((heard) => other.live.listen('member:a', heard));
    await db.store.transact(async (tx) => tx.tell('member:a'));
    await news;
    await other.store.close();
  });

  test('a connection that breaks under a transaction fails that one, and the process lives', async () => {
    const alone = await openStore(db.options);
    const broken = alone.store.transact(async (tx) => {
      const found = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
      await sql`select pg_terminate_backend(${found.rows[0]?.pid}, 5000)`.execute(db.store.read);
      // Lets the loss of the connection arrive between two statements.
      for (let turns = 0; turns < 200; turns += 1) await new Promise((next) => setImmediate(next));
      await putMember(tx, 'lost');
    });
    await assert.rejects(broken);
    assert.equal(await alone.store.transact(async () => 'lives'), 'lives');
    await alone.store.close();
  });

  test('a listener that lost its connection finds another and looks again', async () => {
    const news = new Promise<void>((heard) => db.live.listen('anything', heard));
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'tillpass listener'`.execute(
      db.store.read,
    );
    await news;
    const next = new Promise<void>((heard) => db.live.listen('something', heard));
    await db.store.transact(async (tx) => tx.tell('something'));
    await next;
  });

  test('a table that a newer version changes meanwhile is read and written on', async () => {
    const look = (from: typeof db.store.read) =>
      from.selectFrom('members').selectAll().where('id', '=', 'a').executeTakeFirstOrThrow();
    const lookInside = () => db.store.transact(async (tx) => look(tx.db));
    await Promise.all([look(db.store.read), lookInside()]);
    const newer = await openStore(db.options);
    await newer.store.transact(async (tx) => {
      await sql`alter table members add column of_a_newer_version integer`.execute(tx.db);
    });
    await newer.store.close();
    assert.equal((await look(db.store.read)).id, 'a');
    assert.equal((await lookInside()).id, 'a');
  });

  test('sums and counts come as numbers', async () => {
    const row = await db.store.read
      .selectFrom('members')
      .select((eb) => [eb.fn.countAll().as('count'), eb.fn.sum('balance').as('sum')])
      .executeTakeFirstOrThrow();
    assert.deepEqual(row, { count: 2, sum: 0 });
  });
});

test('a database that does not answer is said in one line, without its password', async () => {
  const options = {
    dataDir: '',
    databaseUrl: 'postgres://shop:secret@127.0.0.1:1/tillpass',
    log: { warn: () => {} },
    randomBytes: (length: number) => new Uint8Array(length),
  };
  await assert.rejects(openStore(options), {
    name: 'StorageUnavailable',
    message:
      "The database at postgres://127.0.0.1:1/tillpass can't be used: nothing answers there; is PostgreSQL running?",
  });
  assert.doesNotMatch(unreachable('postgres://a:secret@[', new Error('bad')).message, /secret/);
});
