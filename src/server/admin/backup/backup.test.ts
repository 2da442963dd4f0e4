import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { lastRun } from '#server/start/last-run.ts';
import { hashLedger } from '#server/storage/backup/ledger-hash.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { beforeAllEvents, eventsAfter } from '#server/storage/events/events.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { runAdmin } from '#server/tests/kit/run-admin.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { backupCommands } from './admin-backup.ts';
import { drillCommands } from './admin-drill.ts';
import { restoreCommands } from './admin-restore.ts';

let t: Tillpass;
let places: string;
before(async () => {
  t = await startTillpass();
  places = await mkdtemp(join(tmpdir(), 'tillpass-backups-'));
  // As a start of the server does.
  await isItsSecretKey(t.context);
  await beginChain(t.context);
  // Something of each kind: a reward taken, and one that was given back.
  const phone = await t.joined('backed@example.com');
  await phone.post('/api/redemptions', { rewardId: 'coffee', requestId: crypto.randomUUID() });
});
after(async () => {
  await t.close();
  await rm(places, { recursive: true, force: true });
});

const aPlace = (name: string) => mkdtemp(join(places, `${name}-`));
const backUp = async (...args: string[]) => backupCommands.backup(t.context, args);
const drill = async (...args: string[]) => drillCommands.drill(t.context, args);
const restoreInto = async (context: Context, ...args: string[]) =>
  restoreCommands.restore(context, args);

test('a backup is for its owner alone, overwrites nothing and leaves nothing half-made', async () => {
  const place = await aPlace('named');
  const file = join(place, 'shop.sqlite');
  await backUp(file);
  assert.equal((await stat(file)).mode & 0o077, 0);
  const first = await readFile(file);

  await assert.rejects(backUp(), {
    message: 'Say where to: npm run admin -- backup FILE, or a FOLDER',
  });
  await assert.rejects(backUp(file), {
    message: `${file} exists, and a backup overwrites nothing: give another name.`,
  });
  assert.deepEqual(await readFile(file), first);
  await assert.rejects(backUp(join(place, 'none', 'shop.sqlite')), {
    message: `There is no folder ${join(place, 'none')}: make it first.`,
  });
  await writeFile(join(place, 'other.sqlite.unfinished'), 'half a backup');
  await assert.rejects(backUp(join(place, 'other.sqlite')), {
    message: /other\.sqlite\.unfinished is in the way: .* If none is running, delete it\.$/,
  });
  assert.deepEqual((await readdir(place)).sort(), [
    'other.sqlite.unfinished',
    'shop.sqlite',
    'shop.sqlite.json',
  ]);
});

test('in a folder a backup is named by its time, and only the latest are kept', async () => {
  const place = await aPlace('kept');
  await writeFile(join(place, 'before-the-sale.sqlite'), 'somebody named this');
  for (const day of ['2026-11-24', '2026-11-25', '2026-11-26']) {
    await writeFile(join(place, `tillpass-${day}-020000.sqlite`), day);
    await writeFile(join(place, `tillpass-${day}-020000.sqlite.json`), '{}');
  }
  // A copy that was cut off: nothing stands beside it, so it is no backup and counts for none.
  await writeFile(join(place, 'tillpass-2026-11-26-120000.sqlite'), 'half');
  await assert.rejects(backUp(place, '--keep', '1'), {
    message: '--keep must be a whole number from 2; it is "1".',
  });
  await assert.rejects(backUp(join(place, 'a.sqlite'), '--keep', '3'), {
    message: '--keep is for a folder of backups: name a folder that exists.',
  });
  const [copied = '', ...removed] = await backUp(place, '--keep', '3');
  const [, name = ''] = /(tillpass-\d{4}-\d\d-\d\d-\d{6}\.sqlite): /.exec(copied) ?? [];
  const kept = (await readdir(place)).filter((one) => one.endsWith('.sqlite')).sort();
  // The test's clock may stand before or after those days; a backup that was just made always stays.
  assert.ok(kept.includes(name), `${name} among ${kept}`);
  assert.ok(kept.includes('before-the-sale.sqlite'));
  assert.equal(kept.length, 5);
  assert.match(removed[0] ?? '', /^Removed tillpass-2026-11-2\d-020000\.sqlite: 3 are kept\.$/);
});

test('a drill restores the latest backup, and says when it is not what was backed up', async () => {
  const place = await aPlace('drill');
  await assert.rejects(drill(place), { message: /^No backup is in \S+: make one with / });
  const file = join(place, 'shop.sqlite');
  await t.joined('drilled@example.com');
  await backUp(file);
  const [restored, same] = await drill(place);
  assert.match(restored ?? '', /\d+ entries, and every figure is what the ledger says/);
  assert.match(same ?? '', /^The ledger is the one that was backed up, /);
  assert.deepEqual((await readdir(place)).sort(), ['shop.sqlite', 'shop.sqlite.json']);

  const changed = new DatabaseSync(file);
  changed.exec("update members set balance = 9 where address = 'drilled@example.com'");
  await assert.rejects(drill(place), {
    message: /is not right:\nbalance of \S+: the balance says 9, /,
  });
  changed.exec('drop trigger ledger_entries_no_delete; delete from ledger_entries');
  changed.close();
  await assert.rejects(drill(place), {
    message: /had \d+ entries, this one has 0 entries, and its hash is another/,
  });
  await writeFile(file, 'half a copy, or no database at all');
  await assert.rejects(drill(place), { message: /can't be restored \(file is not a database\)/ });
  assert.deepEqual((await readdir(place)).sort(), ['shop.sqlite', 'shop.sqlite.json']);
});

test('an encrypted backup opens with its key alone, and nothing readable is left beside it', async () => {
  const place = await aPlace('sealed');
  const keys = await aPlace('keys');
  const newKey = (file: string) => restoreCommands['new-backup-key'](t.context, [file]);
  const [, , how = ''] = (await newKey(join(keys, 'key.txt'))) ?? [];
  const recipient = /--for (age1\S+)$/.exec(how)?.[1] ?? '';
  await assert.rejects(async () => newKey(join(keys, 'key.txt')), {
    message: /^No key was made at \S+key\.txt: /,
  });
  await assert.rejects(backUp(place, '--for', 'age1nobody'), {
    message: 'No backup was made: it is no recipient of age (age1…).',
  });
  await backUp(place, '--for', recipient);
  const [sealed = '', beside] = (await readdir(place)).sort();
  assert.match(sealed, /^tillpass-.*\.sqlite\.age$/);
  assert.equal(beside, `${sealed}.json`);
  const bytes = await readFile(join(place, sealed), 'latin1');
  assert.match(bytes, /^age-encryption\.org\/v1\n/);
  assert.ok(!bytes.includes('backed@example.com'));

  await assert.rejects(drill(place), { message: /is encrypted: say where the key is, / });
  await newKey(join(keys, 'other.txt'));
  await assert.rejects(drill(place, '--identity', join(keys, 'other.txt')), {
    message: /^It can't be read: the key in \S+other\.txt does not open /,
  });
  await assert.rejects(drill(place, '--identity', join(keys, 'none.txt')), {
    message: /^It can't be read: \S+none\.txt can't be read\.$/,
  });
  const [restored] = await drill(place, '--identity', join(keys, 'key.txt'));
  assert.match(restored ?? '', /and every figure is what the ledger says/);
  assert.equal((await readdir(place)).length, 2);

  const whole = await readFile(join(place, sealed));
  await writeFile(join(place, sealed), whole.subarray(0, -100));
  await assert.rejects(drill(place, '--identity', join(keys, 'key.txt')), {
    message: /can't be restored \(it is not whole, or was changed\)\. Try the backup before it, /,
  });
});

/** All events as a follower reads them. */
async function feedOf({ store }: Context): Promise<string[]> {
  const events = await eventsAfter(store.read, beforeAllEvents, { limit: 10_000 });
  return events.map(({ id }) => id);
}

test('a shop moves to another database and back, and nothing is other than before', async () => {
  const place = await aPlace('moved');
  const file = join(place, 'first.sqlite');
  await backUp(file);
  const [was, feed] = [await dump(t.context.store.read), await feedOf(t.context)];

  // To SQLite, whichever this run is on.
  const dataDir = await aPlace('sqlite');
  const sqlite = await openStore({ ...quiet, dataDir });
  const there = testContext({ ...sqlite, now: t.clock.now, secrets: t.context.secrets });
  const told = await restoreInto(there, file);
  assert.match(told[0] ?? '', /^Restored \S+: \d+ entries, the same hash, as the database was at /);
  assert.equal(told[1], 'SECRET_KEY is the one that it was made with.');
  await assert.rejects(restoreInto(there, file), {
    message: /^Nothing was restored: this database is not empty\. /,
  });
  assert.deepEqual(await verifyBooks(there), []);
  assert.deepEqual(await feedOf(there), feed);

  // And back to what this run is on.
  const second = join(place, 'second.sqlite');
  await backupCommands.backup(there, [second]);
  const back = await openTestStore();
  const home = testContext({ ...back, now: t.clock.now, secrets: t.context.secrets });
  await restoreInto(home, second);
  assertUnchanged(was, await dump(home.store.read));
  assert.deepEqual(await feedOf(home), feed);
  assert.deepEqual(await verifyBooks(home), []);
  await sqlite.store.close();
  await back.close();
});

const quiet = { log: { warn: () => {} }, randomBytes: (length: number) => new Uint8Array(length) };

test('a command restores into a folder where nothing is, and the shop opens there', async () => {
  const place = await aPlace('command');
  const file = join(place, 'shop.sqlite');
  await backUp(file);
  const { SECRET_KEY } = t.adminSettings;
  const settings = { DATA_DIR: join(place, 'data'), SECRET_KEY };
  const restored = await runAdmin(settings, ['restore', file]);
  assert.equal(restored.status, 0, restored.err);
  assert.equal(hashLedger(sqlitePath(settings.DATA_DIR)).hash, hashLedger(file).hash);
  const verified = await runAdmin(settings, ['verify']);
  assert.equal(verified.status, 0, verified.err);

  // Where backups are collected there is no database, and a drill needs none.
  const elsewhere = { DATA_DIR: join(place, 'collected'), SECRET_KEY };
  const drilled = await runAdmin(elsewhere, ['drill', place]);
  assert.deepEqual({ status: drilled.status, err: drilled.err }, { status: 0, err: '' });
  assert.equal((await lastRun(elsewhere.DATA_DIR, 'drill'))?.ok, true);
});
