import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { memberApi, posApi } from '#contract/paths.ts';
import { createApp } from '#server/http/create-app.ts';
import { makeLog } from '#server/start/log/log.ts';
import type { Store } from '#server/storage/db/store.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { outageOf } from '#server/storage/outage/outage.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

/** The same database as another program has it open, such as one that restores it. */
async function openBeside({ adminSettings }: Tillpass): Promise<Store> {
  const { DATA_DIR = '', DATABASE_URL } = adminSettings;
  const { store } = await openStore({
    dataDir: DATA_DIR,
    databaseUrl: DATABASE_URL,
    log: { warn: () => {} },
    randomBytes: countingRandomBytes(),
    asItIs: true,
  });
  return store;
}

const restored = ['installation', 'kysely_migration', 'programs', 'sessions', 'tills'];

test('while a database is restored everybody gets 503, nobody is signed out, and it ends without a restart', async (test) => {
  test.mock.timers.enable({ apis: ['setInterval'] });
  const t = await startTillpass();
  const lines: string[] = [];
  const logger = makeLog(
    { production: true, logLevel: 'error' },
    { write: (line) => lines.push(line) },
  );
  const app = await createApp({ ...t.context, log: logger }, { ...t.options, logger });
  const phone = await t.joined('restored@example.com');
  const cookie = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
  const authorization = `Bearer ${t.keys.get('main-1')}`;
  const ask = (url: string, accept = 'application/json') =>
    app.inject({ url, headers: { host: 'localhost:8080', cookie, authorization, accept } });
  const ready = async () => {
    const { status, body } = await new Browser(app).get('/readyz');
    return [status, body.status];
  };
  const beside = await openBeside(t);
  test.after(async () => {
    await beside.close();
    await app.close();
    await t.close();
  });
  const alter = (statements: readonly string[]) =>
    beside.transact(async ({ db }) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    });
  const refused = async () => {
    for (const [url, accept] of [
      ['/wallet', 'text/html'],
      ['/P/M1', 'text/html'],
      [memberApi.wallet, 'application/json'],
      [posApi.events, 'application/json'],
    ] as const) {
      const answer = await ask(url, accept);
      assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [503, '5'], url);
      assert.equal(answer.headers['set-cookie'], undefined, 'nobody is signed out');
    }
    assert.deepEqual(await ready(), [503, 'no tables']);
    assert.equal((await new Browser(app).get('/healthz')).status, 200);
  };
  assert.deepEqual(await ready(), [200, 'ok']);

  await alter(restored.map((table) => `alter table ${table} rename to ${table}_away`));
  await refused();
  while (t.context.hasTables()) await beside.transact(async () => {});
  await assert.rejects(
    t.context.store.transact(async () => {}),
    'nobody writes between',
  );

  // The tables are made, and not filled yet: a till's key and a session would be unknown.
  await alter(
    restored.map((table) => `create table ${table} as select * from ${table}_away where 1 = 0`),
  );
  test.mock.timers.tick(1_000);
  await refused();
  // Our own restore takes every step before it fills the first table.
  await alter(['insert into kysely_migration select * from kysely_migration_away']);
  test.mock.timers.tick(1_000);
  await refused();

  await alter(
    restored.flatMap((table) => [
      `drop table ${table}`,
      `alter table ${table}_away rename to ${table}`,
    ]),
  );
  if (testDatabaseUrl) {
    // Every row is there, and PostgreSQL still makes the indexes.
    await alter(['alter index events_id rename to events_id_away']);
    test.mock.timers.tick(1_000);
    await refused();
    await alter(['alter index events_id_away rename to events_id']);
  }
  while (!t.context.hasTables()) {
    test.mock.timers.tick(1_000);
    await beside.transact(async () => {});
  }
  assert.deepEqual(await ready(), [200, 'ok']);
  assert.equal((await ask(memberApi.wallet)).statusCode, 200);
  assert.equal((await ask(posApi.events)).statusCode, 200);
  assert.equal(lines.length, 1, lines.join(''));
  assert.match(lines[0] ?? '', /lacks tables of this version.+being restored/);
});

test('whoever comes first to tables that are made and not yet filled is not told that they are unknown', async (test) => {
  test.mock.timers.enable({ apis: ['setInterval'] });
  const t = await startTillpass();
  const phone = await t.joined('first-to-come@example.com');
  const cookie = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
  const authorization = `Bearer ${t.keys.get('main-1')}`;
  const beside = await openBeside(t);
  const app = await createApp(t.context, t.options);
  test.after(async () => {
    await beside.close();
    await app.close();
    await t.close();
  });
  const alter = (statement: (table: string) => readonly string[]) =>
    beside.transact(async ({ db }) => {
      for (const one of restored.flatMap(statement)) await sql.raw(one).execute(db);
    });
  for (const [url, accept] of [
    ['/wallet', 'text/html'],
    [memberApi.wallet, 'application/json'],
    [posApi.events, 'application/json'],
  ] as const) {
    const ask = () =>
      app.inject({ url, headers: { host: 'localhost:8080', cookie, authorization, accept } });
    assert.equal((await ask()).statusCode, 200, url);
    // One transaction, so that nothing fails before: the tables are there again, without a row.
    await alter((table) => [
      `alter table ${table} rename to ${table}_away`,
      `create table ${table} as select * from ${table}_away where 1 = 0`,
    ]);
    const answer = await ask();
    assert.deepEqual([answer.statusCode, answer.headers['set-cookie']], [503, undefined], url);
    while (t.context.hasTables()) await beside.transact(async () => {});
    await alter((table) => [`drop table ${table}`, `alter table ${table}_away rename to ${table}`]);
    while (!t.context.hasTables()) {
      test.mock.timers.tick(1_000);
      await beside.transact(async () => {});
    }
  }
});

test('a statement of ours that names a wrong column closes nothing but its own request', async (test) => {
  const t = await startTillpass();
  test.after(() => t.close());
  const { store, hasTables, heard } = t.context;
  const fault = await sql`select no_such_column from members where number = ''`
    .execute(store.read)
    .catch((error: unknown) => error);
  await heard(fault);
  assert.equal(outageOf(fault), null, 'it is answered with 500, and its stack is logged');
  const written = await store
    .transact(({ db }) => sql`update members set no_such_column = 1`.execute(db))
    .catch((error: unknown) => error);
  assert.ok(written instanceof Error);
  assert.equal(outageOf(written), null);
  for (let looks = 0; looks < 5; looks += 1) {
    await store.transact(async () => {});
    assert.equal(hasTables(), true);
  }
  assert.equal((await t.browser().get('/readyz')).status, 200);
});
