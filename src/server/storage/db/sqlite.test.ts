import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { putMember } from '#server/tests/kit/points.ts';
import { memberTopic } from './live.ts';
import { openSqlite } from './sqlite.ts';

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

test('a file that is no database is said in one line', async () => {
  await writeFile(
    join(folder, 'tillpass.sqlite'),
    'a letter, and a long one, to nobody at all'.repeat(50),
  );
  await assert.rejects(openSqlite(folder, log), { name: 'StorageUnavailable' });
});
