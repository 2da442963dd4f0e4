import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, test } from 'node:test';
import { isShipped, readShipped } from './read-shipped.ts';
import { Shipper } from './shipper.ts';

/** What a thread of the system may take before a test fails instead of hanging. */
const patienceMs = 60_000;

let folder: string;
let shop: DatabaseSync;
let at: number;
const shipped = () => join(folder, 'other-disk');
const database = () => join(folder, 'tillpass.sqlite');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillpass-shipping-'));
  await mkdir(shipped());
  at = Date.UTC(2026, 0, 15);
  shop = new DatabaseSync(database());
  shop.exec(`pragma journal_mode = wal; pragma synchronous = off; pragma wal_autocheckpoint = 50;
    create table sales (number integer primary key, text)`);
});
afterEach(async () => {
  shop.close();
  await rm(folder, { recursive: true });
});

const sell = (count: number) => {
  const sale = shop.prepare('insert into sales (text) values (?)');
  for (let one = 0; one < count; one += 1) sale.run('bread and butter, '.repeat(100));
};
const shipperOf = (more: { turnMs?: number; heldAtMostBytes?: number } = {}) =>
  new Shipper({ path: database(), folder: shipped(), now: () => at, turnMs: 3_000, ...more });

/** What is read back from the other disk, as one text. */
async function readBack(): Promise<string> {
  const into = await mkdtemp(join(folder, 'read-'));
  await readShipped(shipped(), into);
  const found = new DatabaseSync(join(into, 'tillpass.sqlite'));
  try {
    assert.equal(found.prepare('pragma integrity_check').get()?.integrity_check, 'ok');
    return contentOf(found);
  } finally {
    found.close();
  }
}

/** Ships on while the thread does its part: how many rounds that takes is the machine's. */
async function goOnUntil(isSo: () => Promise<boolean>, round: () => Promise<void>): Promise<void> {
  const end = performance.now() + patienceMs;
  while (!(await isSo()) && performance.now() < end) await round();
}

function whereNothingIs(fault: NodeJS.ErrnoException): null {
  if (fault.code !== 'ENOENT') throw fault;
  return null;
}

const contentOf = (from: DatabaseSync): string =>
  JSON.stringify(from.prepare('select number, length(text) as long from sales').all());

test('after each round all that was committed is on the other disk, however often the log begins anew', async () => {
  const shipper = shipperOf();
  sell(300);
  for (let round = 0; round < 12; round += 1) {
    sell(round * 15);
    if (round === 5) shop.exec('delete from sales where number % 3 = 0');
    await shipper.round();
    assert.equal(await readBack(), contentOf(shop));
    at += 1_000;
  }
  await shipper.stop();
  assert.equal(await readBack(), contentOf(shop));
});

test('nothing that is rolled back or open is shipped', async () => {
  const shipper = shipperOf();
  sell(3);
  await shipper.round();
  const before = contentOf(shop);
  // So much that SQLite writes a part of it into the log before anybody commits.
  shop.exec('pragma cache_size = 5; begin');
  sell(200);
  await shipper.round();
  assert.equal(await readBack(), before);
  shop.exec('rollback');
  sell(1);
  await shipper.round();
  assert.equal(await readBack(), contentOf(shop));
  await shipper.stop();
});

test('the log does not grow while it is shipped, and neither does the copy', async () => {
  const shipper = shipperOf();
  const round = async () => {
    await shipper.round();
    at += 1_000;
  };
  let largest = 0;
  for (let count = 0; count < 30; count += 1) {
    shop.exec('delete from sales');
    sell(50);
    await round();
    largest = Math.max(largest, (await stat(`${database()}-wal`)).size);
  }
  // It is let begin anew every third round; all thirty together are some 9 MB.
  assert.ok(largest < 3_000_000, `${largest} bytes`);
  const [copy = ''] = await readdir(shipped());
  // A thread puts the logs into the copy's database: it and the log that is written stay.
  const files = async () => (await readdir(join(shipped(), copy))).length;
  await goOnUntil(async () => (await files()) === 2, round);
  assert.equal(await files(), 2);
  assert.equal(await readBack(), contentOf(shop));
  await shipper.stop();
});

test('what is erased goes from the copy too, although nobody writes any more', async () => {
  const shipper = shipperOf();
  shop.exec("pragma secure_delete = on; insert into sales (text) values ('erased@example.com')");
  await shipper.round();
  shop.exec('delete from sales');
  const [copy = ''] = await readdir(shipped());
  const isThere = async (): Promise<boolean> => {
    for (const name of await readdir(join(shipped(), copy))) {
      const bytes = await readFile(join(shipped(), copy, name)).catch(whereNothingIs);
      // The thread has just moved or removed a log: what was in it may stand elsewhere.
      if (bytes === null) return isThere();
      if (bytes.includes('erased@example.com')) return true;
    }
    return false;
  };
  await shipper.round();
  assert.equal(await isThere(), true);
  await goOnUntil(
    async () => !(await isThere()),
    async () => {
      at += 3_000;
      await shipper.round();
    },
  );
  assert.equal(await isThere(), false);
  assert.equal(await readBack(), contentOf(shop));
  // What comes after it is shipped as ever, also when the command ends then.
  sell(3);
  await shipper.round();
  assert.equal(await readBack(), contentOf(shop));
  await shipper.stop();
  assert.equal(await readBack(), contentOf(shop));
});

test('a disk that was away for some rounds is caught up with once it is back', async () => {
  const shipper = shipperOf();
  sell(10);
  await shipper.round();
  const [copy = ''] = await readdir(shipped());
  const [there, away] = [join(shipped(), copy), join(folder, 'away')];
  await rename(there, away);
  for (let round = 0; round < 5; round += 1) {
    at += 3_000;
    sell(100);
    // What is open is written on; a new log can't be made.
    if (round > 1) await assert.rejects(shipper.round(), { code: 'ENOENT' });
    else await shipper.round().catch(() => {});
  }
  await rename(away, there);
  await shipper.round();
  assert.deepEqual(await readdir(shipped()), [copy]);
  assert.equal(await readBack(), contentOf(shop));
  await shipper.stop();
});

test('a log that grows too long is let go, so that the shop goes on, and a new copy begins', async () => {
  const shipper = shipperOf({ heldAtMostBytes: 200_000 });
  sell(10);
  await shipper.round();
  const [first = ''] = await readdir(shipped());
  const before = contentOf(shop);
  sell(500);
  shipper.guard();
  await assert.rejects(shipper.round(), { message: 'the log was let go' });
  // Nobody holds it: SQLite copies it to its place and begins anew.
  assert.equal(shop.prepare('pragma wal_checkpoint(truncate)').get()?.busy, 0);
  assert.equal(shipper.follows, false);
  assert.equal(await readBack(), before);
  at += 1_000;
  await shipper.round();
  assert.equal(shipper.follows, true);
  assert.equal(await readBack(), contentOf(shop));
  assert.ok(!(await readdir(shipped())).includes(first));
  await shipper.stop();
});

test('until a new copy is whole, the one before is what is read', async () => {
  sell(10);
  const first = shipperOf();
  await first.round();
  await first.stop();
  const whole = contentOf(shop);
  const [copy = ''] = await readdir(shipped());
  // Ended half-way: a copy without a database that has its name.
  await mkdir(join(shipped(), 'shipped-2026-01-16-000000000'));
  sell(10);
  assert.equal(await readBack(), whole);
  at += 2 * 24 * 60 * 60_000;
  const second = shipperOf();
  await second.round();
  await second.stop();
  assert.equal(await readBack(), contentOf(shop));
  const left = await readdir(shipped());
  assert.deepEqual([left.length, left.includes(copy)], [1, false]);
});

test('copies that fail on the way leave nothing behind, and neither does one that was killed', async () => {
  sell(10);
  const killed = join(shipped(), 'shipped-2026-01-14-000000000');
  await mkdir(killed);
  await writeFile(join(killed, 'tillpass.sqlite.unfinished'), 'somebody@example.com');
  // The shop's own disk is away: a copy begins, and nothing can be read for it.
  const away = join(folder, 'away', 'tillpass.sqlite');
  const failing = new Shipper({ path: away, folder: shipped(), now: () => at });
  for (let round = 0; round < 2; round += 1) {
    await assert.rejects(failing.round());
    at += 1_000;
  }
  assert.deepEqual(await readdir(shipped()), []);
  await failing.stop();
  // Nor does one that is ended before it is whole, while the one before stays.
  const shipper = shipperOf();
  await shipper.round();
  await shipper.stop();
  const before = await readdir(shipped());
  await assert.rejects(failing.round());
  assert.deepEqual(await readdir(shipped()), before);
  assert.equal(await readBack(), contentOf(shop));
});

test('a folder of backups is not taken for a shipped database', async () => {
  assert.equal(await isShipped(shipped()), false);
  await assert.rejects(readShipped(shipped(), folder), {
    message: 'nothing whole was shipped there',
  });
});
