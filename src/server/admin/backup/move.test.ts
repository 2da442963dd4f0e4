import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createApp } from '#server/http/create-app.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { beforeAllEvents, eventsAfter } from '#server/storage/events/events.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { openTestStore, type TestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { runDoomed } from '#server/tests/kit/events/run-doomed.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { runAdmin } from '#server/tests/kit/run-admin.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { backupCommands } from './admin-backup.ts';
import { restoreCommands } from './admin-restore.ts';

const quiet = { log: { warn: () => {} }, randomBytes: (length: number) => new Uint8Array(length) };

/** A shop on SQLite, whichever the run is on, and an empty PostgreSQL database. */
interface Moving {
  readonly t: Tillpass;
  readonly shop: Context;
  readonly dataDir: string;
  readonly to: TestStore;
  readonly settings: { readonly DATA_DIR: string; readonly SECRET_KEY: string };
  readonly numbers: readonly string[];
}

describe('a move from SQLite to PostgreSQL', { skip: !testDatabaseUrl && 'it needs both' }, () => {
  let m: Moving;
  before(async () => {
    const t = await startTillpass();
    await isItsSecretKey(t.context);
    await beginChain(t.context);
    const phone = await t.joined('moves@example.com');
    const numbers = [await numberOf(phone), await numberOf(await t.joined('leaves@example.com'))];
    for (const number of numbers)
      await posAt(t, 'main-1').purchase({ receiptNumber: `before-${number}`, member: { number } });
    const dataDir = await mkdtemp(join(tmpdir(), 'tillpass-moving-'));
    const file = join(dataDir, 'backup.sqlite');
    await backupCommands.backup(t.context, [file]);
    const { store, live } = await openStore({ ...quiet, dataDir });
    const { now, randomBytes, secrets } = t.context;
    const shop = testContext({ store, live, now, randomBytes, secrets });
    await restoreCommands.restore(shop, [file]);
    const to = await openTestStore();
    const { SECRET_KEY } = t.adminSettings;
    m = { t, shop, dataDir, to, settings: { DATA_DIR: dataDir, SECRET_KEY }, numbers };
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
  /** Kills the command once it has printed this. */
  const killedAfter = (printed: RegExp) => (child: ChildProcess) => {
    let out = '';
    child.stdout?.on('data', (text: string) => {
      out += text;
      if (printed.test(out)) child.kill('SIGKILL');
    });
  };
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
    // Before the first row, and among the tables.
    for (const statement of [30, 170]) {
      assert.equal((await killedAt(statement)).signal, 'SIGKILL');
      await sell(`after statement ${statement}`);
    }
    // Nobody can begin to sell in what is half there.
    const half = await runAdmin({ ...m.settings, DATABASE_URL: urlOf() }, ['verify']);
    assert.match(half.err, /^A move from SQLite into the database at \S+ is not finished: /);

    // The rest is copied beside a shop that sells; then it waits for the servers to end, and is killed there.
    const waiting = await command(killedAfter(/Now stop the servers/));
    assert.match(waiting.out, /^It goes on where it ended\.\n/);
    assert.match(waiting.out, /What the shop did until .* is there\./);
    await sell('after it was killed as it waited');
    await eraseMember(
      m.shop,
      await idOf({ ...m.t, context: m.shop }, 'leaves@example.com'),
      'member',
    );
    const feed = await feedOf(m.shop);
    const was = await rowsOf(m.shop);
    await m.shop.store.close();

    // Killed when everything is written and nothing committed: neither database is a shop, until it is typed again.
    assert.equal((await killedAt(0, 'right before the last commit')).signal, 'SIGKILL');
    const old = await runAdmin(m.settings, ['verify']);
    assert.match(old.err, /^The shop in \S+ has moved to PostgreSQL: set DATABASE_URL /);
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
    const back = await runAdmin(m.settings, ['move', '--give-up']);
    assert.match(
      back.out,
      /^Servers may use \S+ again\. What was sold on PostgreSQL is not in it\./,
    );
  });
});
