import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { memberApi, posApi, tillApi } from '#contract/paths.ts';
import { createApp } from '#server/http/create-app.ts';
import { makeLog } from '#server/start/log/log.ts';
import { makeMetrics } from '#server/start/metrics/metrics.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

describe('with PostgreSQL away', () => {
  let app: FastifyInstance;
  const lines: string[] = [];
  before(async () => {
    const pool = new pg.Pool({ host: '127.0.0.1', port: await nobodysPort() });
    const read: typeof t.context.store.read = new Kysely({
      dialect: new PostgresDialect({ pool }),
    });
    const log = makeLog(
      { production: true, logLevel: 'warn' },
      { write: (line) => lines.push(line) },
    );
    const context = { ...t.context, log, store: { ...t.context.store, read } };
    app = await createApp(context, { ...t.options, logger: log });
  });
  after(() => app.close());

  let cookie = '';
  before(async () => {
    const phone = await t.joined('away@example.com');
    const own = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
    cookie = `${own}; __Host-till=${'b'.repeat(43)}`;
  });
  const ask = (url: string, headers: Readonly<Record<string, string>> = {}) =>
    app.inject({ url, headers: { host: 'localhost:8080', cookie, ...headers } });

  test('shoppers get a page in their language, with 503 and when to come back', async () => {
    for (const [language, words] of [
      ['en', 'Back in a moment'],
      ['ar', 'نعود بعد لحظات'],
    ] as const) {
      for (const url of ['/P/M1', '/wallet', '/sign-in', '/till', '/desk']) {
        const answer = await ask(url, { accept: 'text/html', 'accept-language': language });
        assert.equal(answer.statusCode, 503, url);
        assert.equal(answer.headers['retry-after'], '5');
        assert.match(answer.body, new RegExp(words), url);
        assert.equal(answer.headers['x-tillpass'], '1', 'the worker takes it for ours');
      }
    }
  });

  test('members read of their points, a till that nothing is done twice, the desk to look first', async () => {
    const said = async (url: string) => (await ask(url, { accept: 'text/html' })).body;
    assert.match(await said('/wallet'), /Your points are safe/);
    assert.match(await said('/till'), /nothing is done twice/);
    for (const url of ['/desk', deskApi.me])
      assert.match(await said(url), /look first whether it was done/, url);
    for (const url of ['/till', '/desk', deskApi.me])
      assert.doesNotMatch(await said(url), /Your points/, url);
  });

  test('a form gets the page, a script and a till the error body with a sentence', async () => {
    const form = await app.inject({
      method: 'POST',
      url: memberApi.signIns,
      headers: {
        host: 'localhost:8080',
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: 'email=a%40example.com',
    });
    // The write succeeds here; the read after it does not.
    assert.equal(form.statusCode, 503);
    for (const url of [memberApi.wallet, tillApi.device, posApi.events]) {
      const answer = await ask(url, { authorization: `Bearer tp_${'c'.repeat(43)}` });
      assert.equal(answer.statusCode, 503, `${url} ${answer.body}`);
      assert.equal(answer.json().error.key, 'unavailable');
      assert.match(answer.json().error.message, /can’t be reached right now/);
    }
  });

  test('it is alive and not ready, and the log says it once', async () => {
    assert.equal((await ask('/healthz')).statusCode, 200);
    const ready = await ask('/readyz');
    assert.deepEqual([ready.statusCode, ready.json()], [503, { status: 'no database' }]);
    assert.equal(lines.length, 1, lines.join(''));
    assert.match(lines[0] ?? '', /the database is away/);
    assert.doesNotMatch(lines[0] ?? '', /stack/);
  });
});

test('whoever watches from outside hears that the database is away, and the rest all the same', async () => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: await nobodysPort() });
  const read: typeof t.context.store.read = new Kysely({
    dialect: new PostgresDialect({ pool }),
  });
  const metrics = makeMetrics();
  metrics.watch({
    context: { ...t.context, store: { ...t.context.store, read } },
    isEnding: () => false,
    connections: () => [{ pool: 'read', busy: 1, idle: 0, waiting: 3 }],
    dataDir: '/no/such/folder',
  });
  metrics.meters.happened('redemption.redeemed');
  const text = await metrics.read();
  assert.match(text, /^tillpass_database_up 0$/m);
  assert.match(text, /^tillpass_ready 0$/m);
  assert.match(text, /^tillpass_events_total\{kind="redemption.redeemed"\} 1$/m);
  assert.match(text, /^tillpass_database_connections\{pool="read",state="wanted"\} 3$/m);
  assert.doesNotMatch(text, /^tillpass_(mails_due|event_follower_lag_seconds)/m);
});

test('the log names the till of a request, and nobody by name', async (test) => {
  const lines: string[] = [];
  const logger = makeLog(
    { production: true, logLevel: 'info' },
    { write: (line) => lines.push(line) },
  );
  const app = await createApp(t.context, { ...t.options, logger });
  test.after(() => app.close());
  const authorization = `Bearer ${t.keys.get('main-1')}`;
  await app.inject({ url: posApi.events, headers: { host: 'localhost:8080', authorization } });
  const { route, status, tillId } = JSON.parse(lines.at(-1) ?? '');
  assert.deepEqual([route, status, tillId], [posApi.events, 200, 'main-1']);
});

/** Makes the database refuse to write, as a full disk does: SQLite may take no page more, PostgreSQL only reads. */
const stopWriting = testDatabaseUrl
  ? sql`set default_transaction_read_only = on`
  : sql`pragma max_page_count = 1`;
const letWrite = testDatabaseUrl
  ? sql`set default_transaction_read_only = off`
  : sql`pragma max_page_count = 1000000`;

test('with a disk that is full, writes get 503, the server is not ready, and both end by themselves', async (test) => {
  test.mock.timers.enable({ apis: ['setInterval'] });
  const { store, canWrite } = t.context;
  const phone = await t.joined('reads@full.example');
  const pos = posAt(t, 'main-1');
  const ready = async () => {
    const answer = await t.app.inject({ url: '/readyz', headers: { host: 'localhost:8080' } });
    return [answer.statusCode, answer.json().status];
  };
  assert.deepEqual(await ready(), [200, 'ok']);
  await store.transact(({ db }) => stopWriting.execute(db));
  // A page that exists may have room for one more.
  const enrol = (at: number) =>
    pos.post(posApi.members, { email: `${at}@full.example`, consent: 'join-1' });
  let answer = await enrol(0);
  for (let at = 1; answer.status === 200; at += 1) answer = await enrol(at);
  assert.deepEqual([answer.status, answer.body.error.key], [503, 'unavailable']);
  assert.equal(answer.headers['retry-after'], '5');
  assert.deepEqual(await ready(), [503, 'the database can write nothing']);
  assert.equal((await t.browser().get('/healthz')).status, 200);
  // A visit after hours has a note to write, and so has a poster. Neither keeps a member from reading.
  const seen = () => store.read.selectFrom('sessions').select('seen_at').execute();
  const before = await seen();
  t.clock.turn(2 * 60 * 60_000);
  for (const url of ['/wallet', '/P/M1']) assert.equal((await phone.page(url)).status, 200, url);
  assert.deepEqual(await seen(), before, 'nothing was tried that can fail');

  await store.transact(({ db }) => letWrite.execute(db));
  assert.equal(canWrite(), false, 'nobody has written since');
  test.mock.timers.tick(1_000);
  while (!canWrite()) await store.transact(async () => {});
  assert.deepEqual(await ready(), [200, 'ok']);
});
