import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { serversOf, withoutAccount } from '#server/storage/db/postgres-faults.ts';
import { outageOf } from '#server/storage/outage/outage.ts';
import { openTestStore, type TestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { putMember } from '#server/tests/kit/points.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { openStore } from './open.ts';
import { Primary } from './postgres-primary.ts';

test('an address may name several servers, and is printed without its account', () => {
  const several = 'postgres://shop:p%40ss@one:5432,two/tillpass?sslmode=require';
  assert.deepEqual(serversOf(several), [
    'postgres://shop:p%40ss@one:5432/tillpass?sslmode=require',
    'postgres://shop:p%40ss@two/tillpass?sslmode=require',
  ]);
  assert.equal(withoutAccount(several), 'postgres://one:5432,two/tillpass');
  for (const one of ['postgres://a:b,c@one/tillpass', 'postgres:///tillpass?host=/run/postgresql'])
    assert.deepEqual(serversOf(one), [one]);
  assert.equal(withoutAccount('postgres://a:b,c@one/tillpass'), 'postgres://one/tillpass');
  assert.equal(Primary.of('postgres://one/tillpass'), null);
});

test('with no server there, it is a database that is away', async () => {
  const [one, two] = [await nobodysPort(), await nobodysPort()];
  const primary = Primary.of(`postgres://shop@127.0.0.1:${one},127.0.0.1:${two}/tillpass`);
  await assert.rejects(
    async () => primary?.find(),
    (fault) => outageOf(fault) === 'away',
  );
});

const skip = testDatabaseUrl === undefined && 'only with PostgreSQL';

describe('several servers, of which one answers', { skip }, () => {
  let db: TestStore;
  let databaseUrl: string;
  before(async () => {
    db = await openTestStore();
    const url = new URL(db.options.databaseUrl ?? '');
    const away = await nobodysPort();
    databaseUrl = url.href.replace(url.host, `127.0.0.1:${away},${url.host}`);
  });
  after(() => db.close());

  test('it is read and written, and other processes hear of it', async () => {
    const { store, live } = await openStore({ ...db.options, databaseUrl });
    const news = new Promise<void>((heard) => live.listen('member:a', heard));
    await store.transact((tx) => putMember(tx, 'a'));
    await db.store.transact(async (tx) => tx.tell('member:a'));
    await news;
    const found = await store.read.selectFrom('members').select('id').execute();
    assert.deepEqual(found, [{ id: 'a' }]);
    await store.close();
  });

  test('after its connections broke the next ones find it again', async () => {
    const { store } = await openStore({ ...db.options, databaseUrl });
    await Promise.allSettled(
      [1, 2, 3].map((turn) =>
        store.transact(async (tx) => {
          await tx.db.selectFrom('members').select('id').execute();
          if (turn === 1) await breakAll(db);
        }),
      ),
    );
    assert.equal(await store.transact(async () => 'lives'), 'lives');
    await store.close();
  });
});

/** As when a server fails: each connection but ours ends. */
async function breakAll({ store }: TestStore): Promise<void> {
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(store.read);
}
