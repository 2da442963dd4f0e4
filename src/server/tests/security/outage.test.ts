import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { memberApi, posApi, tillApi } from '#contract/paths.ts';
import { createApp } from '#server/http/create-app.ts';
import { makeLog } from '#server/start/log/log.ts';
import { nobodysPort } from '#server/tests/kit/server-process.ts';
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
      for (const url of ['/P/M1', '/wallet', '/sign-in', '/till']) {
        const answer = await ask(url, { accept: 'text/html', 'accept-language': language });
        assert.equal(answer.statusCode, 503, url);
        assert.equal(answer.headers['retry-after'], '5');
        assert.match(answer.body, new RegExp(words), url);
        assert.equal(answer.headers['x-tillpass'], '1', 'the worker takes it for ours');
      }
    }
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

  test('the health check says what is so, and the log says it once', async () => {
    const health = await ask('/healthz');
    assert.deepEqual([health.statusCode, health.json()], [503, { status: 'no database' }]);
    assert.equal(lines.length, 1, lines.join(''));
    assert.match(lines[0] ?? '', /the database is away/);
    assert.doesNotMatch(lines[0] ?? '', /stack/);
  });
});

test('with a disk that is full, what writes is answered with 503 and the health check says so', async () => {
  const full = new DatabaseSync(':memory:');
  full.exec('create table t (a text); pragma max_page_count = 3');
  const app = await createApp(t.context, t.options);
  app.post('/fills-the-disk', async () => {
    for (;;) full.prepare('insert into t values (?)').run('x'.repeat(1_000));
  });
  const headers = { host: 'localhost:8080' };
  assert.equal((await app.inject({ url: '/healthz', headers })).statusCode, 200);
  const answer = await app.inject({ method: 'POST', url: '/fills-the-disk', headers });
  assert.deepEqual([answer.statusCode, answer.json().error.key], [503, 'unavailable']);
  const health = await app.inject({ url: '/healthz', headers });
  assert.deepEqual(
    [health.statusCode, health.json().status],
    [503, 'the database can write nothing'],
  );
  t.clock.turn(61_000);
  assert.equal((await app.inject({ url: '/healthz', headers })).statusCode, 200);
  await app.close();
});
