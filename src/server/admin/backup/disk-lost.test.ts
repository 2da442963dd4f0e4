import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { createApp } from '#server/http/create-app.ts';
import { lastRun } from '#server/start/last-run.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { readShipped } from '#server/storage/shipping/read-shipped.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { posAt, wallet } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { runAdmin } from '#server/tests/kit/run-admin.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';

let t: Tillpass;
let places: string;
const running: ChildProcess[] = [];
const otherDisk = () => join(places, 'other-disk');
before(async () => {
  t = await startTillpass();
  // As a start of the server does.
  await isItsSecretKey(t.context);
  await beginChain(t.context);
  places = await mkdtemp(join(tmpdir(), 'tillpass-disks-'));
  await mkdir(otherDisk());
});
after(async () => {
  for (const child of running) child.kill('SIGKILL');
  await t.close();
  await rm(places, { recursive: true, force: true });
});

const onSqlite = { skip: testDatabaseUrl !== undefined && 'PostgreSQL ships its own log' };
/** What was shipped is seen within two rounds of a second; a busy machine may take longer, and nothing takes so long. */
const shippedWithinMs = 60_000;

/** The receipts that are on the other disk. */
async function shippedReceipts(): Promise<ReadonlySet<string>> {
  const into = await mkdtemp(join(places, 'seen-'));
  await readShipped(otherDisk(), into);
  const read = new DatabaseSync(sqlitePath(into), { readOnly: true });
  const rows = read.prepare('select receipt_number from purchases').all();
  read.close();
  await rm(into, { recursive: true });
  return new Set(rows.map((row) => String(row.receipt_number)));
}

/** The command in a process of its own, once it has printed this. */
async function shipping(folder: string, printed: RegExp) {
  const { promise: begun, resolve } = Promise.withResolvers<ChildProcess>();
  const ran = runAdmin(t.adminSettings, ['ship', folder], resolve);
  const child = await begun;
  running.push(child);
  let out = '';
  const says = new Promise<void>((heard) => {
    child.stdout?.on('data', (text: string) => {
      out += text;
      if (printed.test(out)) heard();
    });
  });
  await Promise.race([
    says,
    ran.then(({ err }) => {
      throw new Error(`it ended: ${err}`);
    }),
  ]);
  return { child, ran };
}

/** What a program at a till reads of its store's events. */
const feed = async (app: Browser, after: string) =>
  (
    await app.get(`${posApi.events}?limit=100&after=${after}`, {
      authorization: `Bearer ${t.keys.get('main-1')}`,
    })
  ).body;

test(
  'a lost disk costs the last sales alone, the books are right, and followers miss nothing',
  onSqlite,
  async () => {
    const phone = await t.joined('disk@example.com', 'M1');
    const { number } = (await wallet(phone)).member;
    const till = posAt(t, 'main-1');
    const { child } = await shipping(otherDisk(), /The copy is whole/);
    // What is erased stands in the log. While it is shipped, whoever ships it cuts it off.
    await t.context.store.scrub();

    const sold: string[] = [];
    const sell = async () => {
      const receiptNumber = `sale-${sold.length}`;
      const { status, text } = await till.purchase({ receiptNumber, member: { number } });
      assert.equal(status, 200, text);
      sold.push(receiptNumber);
    };
    while (sold.length < 20) await sell();
    // The shop goes on selling while they are shipped.
    const from = Date.now();
    let seen = await shippedReceipts();
    for (; !seen.has('sale-19'); seen = await shippedReceipts()) {
      assert.ok(Date.now() - from < shippedWithinMs, 'what was sold is not shipped');
      await sell();
    }
    await sell();
    const { next } = await feed(new Browser(t.app), 'now');
    child.kill('SIGKILL');
    await once(child, 'close');

    const DATA_DIR = join(places, 'restored');
    const { SECRET_KEY } = t.adminSettings;
    const restored = await runAdmin({ DATA_DIR, SECRET_KEY }, ['restore', otherDisk()]);
    assert.equal(restored.status, 0, restored.err);
    const quiet = { log: { warn: () => {} }, randomBytes: t.context.randomBytes };
    const opened = await openStore({ ...quiet, dataDir: DATA_DIR });
    const context = testContext({ ...opened, now: t.clock.now, secrets: t.context.secrets });
    assert.deepEqual(await verifyBooks(context), []);

    const rows = await opened.store.read.selectFrom('purchases').select('receipt_number').execute();
    const kept = new Set(rows.map((row) => row.receipt_number));
    // In the order in which they were sold: nothing between is lost, and nothing that was seen there.
    const there = sold.filter((receiptNumber) => kept.has(receiptNumber));
    assert.deepEqual(there, sold.slice(0, there.length));
    assert.ok(there.length >= seen.size, `${there.length} of ${seen.size}`);

    // A new sale is told to whoever had read all that was told before the disk was lost.
    const app = await createApp(context, t.options);
    const again = posAt({ ...t, app }, 'main-1');
    const sale = await again.purchase({ receiptNumber: 'after-it', member: { number } });
    assert.equal(sale.status, 200, sale.text);
    const { events } = await feed(new Browser(app), next);
    assert.ok(JSON.stringify(events).includes('after-it'), 'the new sale is told');
    await app.close();
    await opened.store.close();
  },
);

test(
  'an end in order ships the rest, a drill tries it, and doctor hears when it last went',
  onSqlite,
  async () => {
    const folder = join(places, 'in-order');
    await mkdir(folder);
    const { child, ran } = await shipping(folder, /The copy is whole/);
    await t.joined('in-order@example.com');
    child.kill('SIGTERM');
    const { status, err } = await ran;
    assert.deepEqual({ status, err }, { status: 0, err: '' });
    const { DATA_DIR, SECRET_KEY } = t.adminSettings;
    assert.equal((await lastRun(DATA_DIR, 'ship'))?.ok, true);

    const elsewhere = { DATA_DIR: join(places, 'collected'), SECRET_KEY };
    const drilled = await runAdmin(elsewhere, ['drill', folder]);
    assert.equal(drilled.status, 0, drilled.err);
    assert.match(
      drilled.out,
      /every figure is what the ledger says\.\nThe last part of it was shipped /,
    );
    const into = await mkdtemp(join(places, 'read-'));
    await readShipped(folder, into);
    const read = new DatabaseSync(sqlitePath(into), { readOnly: true });
    const joined = read.prepare('select address from members').all();
    read.close();
    assert.ok(joined.some(({ address }) => address === 'in-order@example.com'));
  },
);

test('who ships twice, or into the folder of another shop, is told so', onSqlite, async () => {
  const { DATA_DIR } = t.adminSettings;
  const folder = join(places, 'two');
  await mkdir(folder);
  const { child, ran } = await shipping(folder, /The copy is whole/);
  const [second, none] = await Promise.all([
    runAdmin(t.adminSettings, ['ship', folder]),
    runAdmin(t.adminSettings, ['ship', join(places, 'none')]),
  ]);
  assert.equal(second.err, `Another process ships ${sqlitePath(DATA_DIR)} already.\n`);
  assert.match(none.err, /^There is no folder \S+none: make it, on another disk\.\n$/);
  child.kill('SIGTERM');
  await ran;
  await writeFile(join(folder, 'shipped-from'), 'another-machine:/var/lib/tillpass.sqlite\n');
  const { err } = await runAdmin(t.adminSettings, ['ship', folder]);
  assert.match(err, / is where another-machine:\S+ is shipped to: name another folder, or delete /);
});

test('with PostgreSQL its own log is shipped', {
  skip: testDatabaseUrl === undefined,
}, async () => {
  const { err, status } = await runAdmin(t.adminSettings, ['ship', otherDisk()]);
  assert.deepEqual(
    { err, status },
    { err: 'PostgreSQL ships its own log: docs/backup.md says how.\n', status: 1 },
  );
});
