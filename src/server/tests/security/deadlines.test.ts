import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { memberApi, posApi } from '#contract/paths.ts';
import { createApp } from '#server/http/create-app.ts';
import type { Store } from '#server/storage/db/store.ts';
import { type Deadlines, tillDeadlines } from '#server/storage/engines/deadlines.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { watchWrites } from '#server/storage/outage/watch-writes.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { holdDatabase, wayThatFreezes } from '#server/tests/kit/hold-database.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

/** A server's deadlines, made shorter, because the tests wait until they are over. */
const deadlines: Deadlines = { connectMs: 1_000, lockMs: 200, statementMs: 700, answerMs: 800 };

test('a till hears of every wait before it gives up, after five seconds', () => {
  const { connectMs, lockMs, statementMs, answerMs } = tillDeadlines;
  assert.ok(connectMs + answerMs <= 5_000);
  assert.ok(lockMs < statementMs && statementMs < answerMs, 'PostgreSQL itself says why');
});

describe('with PostgreSQL that does not answer in time', { skip: !testDatabaseUrl }, () => {
  let t: Tillpass;
  let way: Awaited<ReturnType<typeof wayThatFreezes>>;
  let store: Store;
  let app: FastifyInstance;
  let phone: Browser;
  before(async () => {
    t = await startTillpass();
    way = await wayThatFreezes(t.adminSettings.DATABASE_URL ?? '');
    const log = { warn: () => {} };
    const opened = await openStore({
      dataDir: '',
      databaseUrl: way.url,
      log,
      deadlines,
      randomBytes: t.context.randomBytes,
    });
    const watched = watchWrites(opened.store);
    store = watched.store;
    app = await createApp({ ...t.context, ...watched, live: opened.live }, t.options);
    phone = new Browser(app);
    for (const [name, value] of (await t.joined('slow@example.com')).cookies)
      phone.cookies.set(name, value);
  });
  after(async () => {
    await app.close();
    way.close();
    await t.close();
  });

  const enrol = (at: number) =>
    new Browser(app).post(
      posApi.members,
      { email: `slow-${at}@example.com`, consent: 'join-1' },
      { authorization: `Bearer ${t.keys.get('main-1')}` },
    );
  const ready = async () => {
    const { status, body } = await new Browser(app).get('/readyz');
    return [status, body.status];
  };

  test('tills and phones get 503 while somebody has locked the members, and what they sent goes through afterwards', async () => {
    const letGo = await holdDatabase(t);
    // More than there are connections.
    const asked = Array.from({ length: 12 }, (_, at) => enrol(at));
    const answers = await Promise.all([...asked, phone.get(memberApi.wallet)]);
    for (const { status, headers, body } of answers) {
      assert.deepEqual([status, headers['retry-after']], [503, '5']);
      assert.equal(body.error.key, 'unavailable');
      assert.match(body.error.message, /[Tt]ry again/);
    }
    assert.deepEqual(await ready(), [200, 'ok'], 'other members can be served');
    await letGo();
    assert.equal((await enrol(0)).status, 200);
    assert.equal((await phone.get(memberApi.wallet)).status, 200);
  });

  test('a job that nobody waits for may take longer than a statement of a till', async () => {
    const slow = (pace?: 'at length') =>
      store.transact(({ db }) => sql`select pg_sleep(1)`.execute(db), pace);
    const [hurried, atLength] = await Promise.allSettled([slow(), slow('at length')]);
    assert.equal(hurried.status === 'rejected' && hurried.reason.code, '57014');
    assert.equal(atLength.status, 'fulfilled');
  });

  test('a database that hangs is told at once, requests get 503, and the server still ends', async () => {
    way.freeze();
    const [is, first, second, page] = await Promise.all([
      ready(),
      enrol(20),
      enrol(21),
      phone.get(memberApi.wallet),
    ]);
    assert.deepEqual(is, [503, 'no database']);
    assert.deepEqual([first.status, second.status, page.status], [503, 503, 503]);
    assert.equal((await new Browser(app).get('/healthz')).status, 200);
    await store.close();
  });
});
