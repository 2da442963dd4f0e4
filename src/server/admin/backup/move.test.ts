import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { createApp } from '#server/http/create-app.ts';
import { openFilling } from '#server/storage/engines/filling-connection.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { unmarkMoved } from '#server/storage/engines/unfinished-move.ts';
import { beforeAllEvents, eventsAfter } from '#server/storage/events/events.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { runDoomed } from '#server/tests/kit/events/run-doomed.ts';
import { killedAfter, runAdmin } from '#server/tests/kit/run-admin.ts';
import {
  type MovingShop,
  peopleChange,
  quiet,
  startMovingShop,
} from '#server/tests/kit/start/moving-shop.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { move } from './admin-move.ts';
import { giveUp } from './give-up-move.ts';

const onSqlite = { skip: testDatabaseUrl !== undefined && 'the shop is on PostgreSQL' };

test('without DATABASE_URL the command asks where the shop moves to', onSqlite, async () => {
  const t = await startTillpass();
  const { DATA_DIR, SECRET_KEY } = t.adminSettings;
  const { status, err } = await runAdmin({ DATA_DIR, SECRET_KEY }, ['move']);
  assert.equal(status, 1);
  assert.match(err, /Name the empty PostgreSQL database in DATABASE_URL/);
  await t.close();
});

describe('a move from SQLite to PostgreSQL', { skip: !testDatabaseUrl && 'it needs both' }, () => {
  let m: MovingShop;
  before(async () => {
    m = await startMovingShop();
  });
  after(async () => {
    await m.to.close();
    await m.t.close();
    await rm(m.dataDir, { recursive: true, force: true });
  });

  const urlOf = () => m.to.options.databaseUrl ?? '';
  const command = (begun?: (child: ChildProcess) => void) =>
    runAdmin({ ...m.settings, DATABASE_URL: urlOf() }, ['move'], begun);
  const killedAt = (statement: number, where = '') =>
    runDoomed(
      { adminSettings: { ...m.settings, DATABASE_URL: urlOf() }, clock: m.t.clock },
      'move',
      { statement },
      m.dataDir,
      where,
    );
  const startAgain = async () => {
    const { store, live } = await openStore({ ...quiet, dataDir: m.dataDir });
    const { now, randomBytes, secrets } = m.t.context;
    m.shop = testContext({ store, live, now, randomBytes, secrets });
  };
  /** The data folder as it is, in another place: what a command says of it leaves the one of the test as it is. */
  const inCopy = async (act: (dataDir: string) => Promise<void>) => {
    const dataDir = `${m.dataDir}-copy`;
    await cp(m.dataDir, dataDir, { recursive: true });
    await act(dataDir).finally(() => rm(dataDir, { recursive: true, force: true }));
  };
  /** What a command over a data folder says, in this process: it writes nothing into PostgreSQL. */
  const moveIn = async (dataDir: string, databaseUrl: string | undefined) => {
    const { store } = await openStore({ ...m.to.options, databaseUrl, moves: true });
    const moving = {
      store,
      openFilling: () => openFilling(databaseUrl ?? ''),
      dataDir,
      now: m.t.clock.now,
      say: () => {},
    };
    return said(move(moving).finally(() => store.close()));
  };
  const giveUpIn = (dataDir: string, databaseUrl: string | undefined) => {
    const opening = { ...m.to.options, databaseUrl, moves: true, asItIs: true };
    return said(giveUp(dataDir, () => openStore(opening)));
  };
  const said = (doing: Promise<unknown>): Promise<string> =>
    doing.then(String, (fault: Error) => fault.message);
  const sell = async (receiptNumber: string) => {
    const app = await createApp(m.shop, m.t.options);
    const pos = posAt({ ...m.t, app }, 'main-1');
    const { status, text } = await pos.purchase({
      receiptNumber,
      member: { number: m.numbers[0] ?? '' },
    });
    assert.equal(status, 200, text);
    await app.close();
  };
  const feedOf = async ({ store }: Pick<Context, 'store'>) =>
    (await eventsAfter(store.read, beforeAllEvents, { limit: 10_000 })).map(({ id }) => id);
  /** What PostgreSQL's transactions count for themselves is no part of a shop. */
  const rowsOf = async (context: Pick<Context, 'store'>) =>
    (await dump(context.store.read)).replaceAll(/"written_by":\d+/g, '"written_by":0');

  test('it goes on wherever it was killed, while the shop sells and when it has closed, and nothing is lost or doubled', async () => {
    // Before anything is there; then among the rows, as keys and indexes are made, and as the ledgers are compared: each
    // time right before that is committed.
    for (const [kill, transaction] of [1, 4, 4, 5].entries()) {
      const where = `in transaction ${transaction} of the filling`;
      assert.equal((await killedAt(0, where)).signal, 'SIGKILL', where);
      await sell(`after kill ${kill}`);
    }
    // Nobody can begin to sell in what is half there.
    const half = await runAdmin({ ...m.settings, DATABASE_URL: urlOf() }, ['verify']);
    assert.match(half.err, /^A move from SQLite into the database at \S+ is not finished: /);

    // The rest is copied beside a shop that sells; then it waits for the servers to end, and is killed there.
    // Servers that happen to be away just then and start again, as after a crash, were not stopped: they go on selling.
    await m.shop.store.close();
    const restarted = killedAfter(/Now stop the servers/, async () => {
      await startAgain();
      await sell('as it waited');
    });
    const waiting = await command(restarted.begun);
    await restarted.acted();
    assert.match(waiting.out, /^It goes on where it ended\.\n/);
    assert.match(waiting.out, /What the shop did until .* is there\./);
    assert.doesNotMatch(waiting.out, /All of it/);
    await sell('after it was killed as it waited');
    await peopleChange(m);
    const feed = await feedOf(m.shop);
    const was = await rowsOf(m.shop);
    await m.shop.store.close();

    // Killed when everything is written and nothing committed: neither database is a shop, until it is typed again.
    assert.equal((await killedAt(0, 'right before the last commit')).signal, 'SIGKILL');
    const old = await runAdmin(m.settings, ['verify']);
    assert.match(old.err, /^The shop in \S+ has moved to PostgreSQL: set DATABASE_URL /);
    await givenUpBeforeTheEnd();
    await withoutItsCopy();
    await upgradedOnTheWay();
    await otherDatabases();

    const last = await command();
    assert.deepEqual({ status: last.status, err: last.err }, { status: 0, err: '' });
    assert.match(last.out, /All of it is in PostgreSQL: \d+ entries, the same hash\./);
    assert.ok(!(await readdir(m.dataDir)).includes('moving'), 'no copy is left behind');

    const { store } = await openStore(m.to.options);
    const moved = { ...m.shop, store };
    assertUnchanged(was, await rowsOf(moved));
    assert.deepEqual(await feedOf(moved), feed);
    assert.deepEqual(await verifyBooks(moved), []);
    await store.close();

    assert.match((await command()).out, /^The move is finished already\./);
    // PostgreSQL is the shop: the file can't become one too.
    const back = await runAdmin({ ...m.settings, DATABASE_URL: urlOf() }, ['move', '--give-up']);
    assert.match(back.err, /^The move can’t be given up: .* restore a backup of it into SQLite /);
    assert.equal(back.status, 1);
    assert.match(
      (await runAdmin(m.settings, ['verify'])).err,
      /^The shop in \S+ has moved to Post/,
    );
  });

  /** Only PostgreSQL can say that nobody sells there. */
  const givenUpBeforeTheEnd = () =>
    inCopy(async (dataDir) => {
      assert.match(
        (await runAdmin({ ...m.settings, DATA_DIR: dataDir }, ['move', '--give-up'])).err,
        /^The last step of the move had begun, .*: set DATABASE_URL as it/,
      );
      assert.match(
        await giveUpIn(dataDir, m.t.adminSettings.DATABASE_URL),
        /^The move can’t be given up: .* none is under way\./,
      );
      await assert.rejects(openStore({ ...quiet, dataDir }), /The shop in \S+ has moved/);
      assert.match(
        await giveUpIn(dataDir, urlOf()),
        /^Servers may use \S+: nothing was sold on PostgreSQL\./,
      );
      await (await openStore({ ...quiet, dataDir })).store.close();
      assert.match(
        await moveIn(dataDir, urlOf()),
        /^The copy \S+, which this move needs to go on, is not there\. Make the PostgreSQL/,
      );
    });

  /** What has left by its mark is told first how it comes back, and then to empty PostgreSQL. */
  const withoutItsCopy = () =>
    inCopy(async (dataDir) => {
      await rm(join(dataDir, 'moving'), { recursive: true });
      assert.match(
        await moveIn(dataDir, urlOf()),
        /is not there\. First type npm run admin -- move --give-up, .* Then: Make the PostgreSQL/,
      );
    });

  /** An upgrade leaves the copy as it was. */
  const upgradedOnTheWay = () =>
    inCopy(async (dataDir) => {
      const [name = ''] = await readdir(join(dataDir, 'moving'));
      const copy = new DatabaseSync(join(dataDir, 'moving', name));
      copy.exec(`delete from kysely_migration
        where name = (select max(name) from kysely_migration)`);
      copy.close();
      assert.match(
        await moveIn(dataDir, urlOf()),
        /are of two versions of Tillpass\. First type npm run admin -- move --give-up, /,
      );
    });

  /** Another database has not what was sold last, so the move did not end there. */
  const otherDatabases = () =>
    inCopy(async (dataDir) => {
      const err = await moveIn(dataDir, m.t.adminSettings.DATABASE_URL);
      assert.match(
        err,
        /^The shop in \S+ has moved to another database, and nothing was changed: /,
      );
      // Nor is it one to begin anew in, where the last step has not begun.
      const file = new DatabaseSync(sqlitePath(dataDir));
      unmarkMoved(file);
      file.close();
      const notEmpty = await moveIn(dataDir, m.t.adminSettings.DATABASE_URL);
      assert.match(notEmpty, /^Nothing was moved: .* is not empty\./);
      assert.equal((await readdir(join(dataDir, 'moving'))).length, 1);
    });
});
