import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { memberTopic } from '#server/storage/db/live.ts';
import { migrate } from '#server/storage/db/migrate.ts';
import { outageOf } from '#server/storage/outage/outage.ts';
import { watchWrites } from '#server/storage/outage/watch-writes.ts';
import { putMember } from '#server/tests/kit/points.ts';
import { openSqlite, unusable } from './sqlite.ts';
import { overFile } from './sqlite-dialect.ts';
import { SqliteFile } from './sqlite-file.ts';
import { openAlone } from './unfinished-move.ts';

const log = { warn: () => {} };
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillpass-sqlite-'));
});
after(() => rm(folder, { recursive: true }));

test('what was kept is there after a restart', async () => {
  const first = await openSqlite(join(folder, 'new'), log);
  await first.store.transact((tx) => putMember(tx, 'a'));
  await first.store.close();
  const second = await openSqlite(join(folder, 'new'), log);
  const rows = await second.store.read.selectFrom('members').select('id').execute();
  assert.deepEqual(rows, [{ id: 'a' }]);
  await second.store.close();
});

test('what a command of another process changed is told here a second later, and one’s own writes but once', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const server = await openSqlite(join(folder, 'two'), log);
  const command = await openSqlite(join(folder, 'two'), log);
  let heard = 0;
  server.live.listen(memberTopic('a'), () => {
    heard += 1;
  });
  await server.store.transact((tx) => putMember(tx, 'own'));
  t.mock.timers.tick(1_000);
  assert.equal(heard, 0, 'nobody told of this member');
  await command.store.transact((tx) => putMember(tx, 'a'));
  assert.equal(heard, 0);
  t.mock.timers.tick(1_000);
  assert.equal(heard, 1);
  t.mock.timers.tick(5_000);
  assert.equal(heard, 1);
  await Promise.all([server.store.close(), command.store.close()]);
  t.mock.timers.tick(1_000);
});

test('a limit stands in the statement itself, so that SQLite plans it once and not at each run', async () => {
  const { store } = await openSqlite(join(folder, 'limited'), log);
  await store.transact(async (tx) => {
    for (const id of ['a', 'b', 'c']) await putMember(tx, id);
  });
  const some = store.read.selectFrom('members').select('id').orderBy('id').limit(2);
  assert.deepEqual(await some.execute(), [{ id: 'a' }, { id: 'b' }]);
  const { sql: text, parameters } = some.compile();
  assert.match(text, / limit 2$/);
  assert.deepEqual(parameters, []);
  await store.close();
});

test('a start asks an up-to-date database one question, and describes none of its tables', async () => {
  const { store } = await openSqlite(join(folder, 'asked'), log);
  await store.close();
  const file = new SqliteFile(join(folder, 'asked', 'tillpass.sqlite'), 'read');
  const asked: string[] = [];
  const prepare = file.prepare.bind(file);
  file.prepare = (text) => {
    asked.push(text);
    return prepare(text);
  };
  await migrate(overFile(file));
  assert.equal(asked.length, 1, asked.join('\n'));
  file.close();
});

test('the file is for the server’s own account only', async () => {
  const { store } = await openSqlite(join(folder, 'private'), log);
  const { mode } = await stat(join(folder, 'private', 'tillpass.sqlite'));
  assert.equal(mode & 0o077, 0);
  await store.close();
});

test('a data folder that is none is said in one line', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await assert.rejects(openSqlite(file, log), {
    name: 'StorageUnavailable',
    message: /^The data folder .* can't be used .* Set DATA_DIR/,
  });
});

test('a damaged file asks for its backup, and another program’s tables for a database of our own', async () => {
  const place = await mkdtemp(join(folder, 'other-'));
  await writeFile(join(place, 'tillpass.sqlite'), 'hello, this is a letter and no database at all');
  await assert.rejects(openSqlite(place, log), {
    name: 'StorageUnavailable',
    message:
      /^The database in \S+ is damaged, or is none \(file is not a database\)\. Put the latest b/,
  });
  const theirs = new SqliteFile(join(folder, 'theirs.sqlite'), 'write');
  theirs.raw.exec('create table programs (channel text)');
  await assert.rejects(migrate(overFile(theirs)), {
    name: 'StorageUnavailable',
    message:
      /^This database has tables of something else \(table "programs" already exists\): give /,
  });
});

test('a start on a full disk says that the disk is full, and not that the folder is wrong', () => {
  const fault = new Error('disk I/O error');
  assert.match(
    unusable('/data', fault, 4_096).message,
    /^The disk of the data folder \/data is full/,
  );
  assert.match(unusable('/data', fault, 2 ** 30).message, /^The data folder \/data can't be used/);
});

test('a start while a move has the file for itself says so, and not that the folder is wrong', () => {
  const path = join(folder, 'moving.sqlite');
  new SqliteFile(path, 'write').close();
  const mover = openAlone(path);
  const starting = new DatabaseSync(path, { timeout: 0 });
  assert.throws(
    () => starting.exec('pragma user_version; create table t (a text)'),
    (fault) =>
      /^Another process has the database in \/data for itself, perhaps npm run admin -- move: wait/.test(
        unusable('/data', fault).message,
      ),
  );
  starting.close();
  mover?.close();
});

test('a transaction that fails on a full disk says so, and not that there is nothing to roll back', async () => {
  const file = new SqliteFile(join(folder, 'full.sqlite'), 'write');
  file.raw.exec('create table t (a text); pragma max_page_count = 3');
  const db = overFile(file);
  const filling = db.transaction().execute(async (trx) => {
    for (;;) await sql`insert into t values (${'x'.repeat(1_000)})`.execute(trx);
  });
  await assert.rejects(filling, /database or disk is full/);
  file.close();
});

test('a database whose file or log is deleted, moved or replaced takes no write that would be lost', async () => {
  for (const gone of ['tillpass.sqlite', 'tillpass.sqlite-wal']) {
    const dataDir = join(folder, `gone-${gone}`);
    const { store } = await openSqlite(dataDir, log);
    const { store: watched, canWrite } = watchWrites(store);
    await watched.transact((tx) => putMember(tx, 'a'));
    const away = join(dataDir, 'away');
    await rename(join(dataDir, gone), away);
    await assert.rejects(
      watched.transact((tx) => putMember(tx, 'b')),
      (fault) => outageOf(fault) === 'moved',
    );
    assert.equal(canWrite(), false);
    await writeFile(join(dataDir, gone), 'another');
    await assert.rejects(watched.transact((tx) => putMember(tx, 'b')));
    await rename(away, join(dataDir, gone));
    await watched.transact((tx) => putMember(tx, 'c'));
    const rows = await store.read.selectFrom('members').select('id').orderBy('id').execute();
    assert.deepEqual(rows, [{ id: 'a' }, { id: 'c' }]);
    await watched.close();
  }
});

test('a file that is no database is said in one line', async () => {
  await writeFile(
    join(folder, 'tillpass.sqlite'),
    'a letter, and a long one, to nobody at all'.repeat(50),
  );
  await assert.rejects(openSqlite(folder, log), { name: 'StorageUnavailable' });
});
