import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { secretKey, testSecrets as secrets } from '#server/tests/kit/context.ts';
import { openTestStore, type TestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { putMember } from '#server/tests/kit/points.ts';
import { runAdmin } from '#server/tests/kit/run-admin.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { openStore } from './open.ts';
import { sqlitePath } from './sqlite.ts';

const child = fileURLToPath(import.meta.resolve('#server/tests/kit/events/append-until-killed.ts'));
const answersBeforeKill = 400;
/** Ours alone, for backups and what is made of them. */
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillpass-backup-'));
});
after(() => rm(folder, { recursive: true }));

const onSqlite = { skip: testDatabaseUrl !== undefined && 'PostgreSQL has pg_dump' };

const putMembers = (db: TestStore, count: number) =>
  db.store.transact(async (tx) => {
    for (let index = 0; index < count; index += 1) await putMember(tx, `m${index}`);
  });

/** Another process that adds entries to the members m0 to m7 and answers, until it is killed. */
function startWriting({ options: { dataDir, databaseUrl } }: TestStore) {
  const running = spawn(process.execPath, [child, dataDir, databaseUrl ?? ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(running, 'close');
  let text = '';
  running.stdout.on('data', (chunk) => {
    text += chunk;
  });
  // The last line may have been cut by the kill.
  const answered = () => text.split('\n').slice(0, -1);
  return {
    answered,
    more: async (count: number) => {
      const enough = answered().length + count;
      while (answered().length < enough) {
        const [still] = await Promise.race([once(running.stdout, 'data'), ended]);
        assert.ok(Buffer.isBuffer(still), 'the writer ended by itself');
      }
    },
    kill: async () => {
      running.kill('SIGKILL');
      await ended;
    },
  };
}

test('a server that is killed at work loses nothing that it answered', async () => {
  const db = await openTestStore();
  await putMembers(db, 8);
  const writer = startWriting(db);
  await writer.more(answersBeforeKill);
  await writer.kill();

  const { store } = await openStore(db.options);
  const rows = await store.read.selectFrom('ledger_entries').select('cause').execute();
  const kept = new Set(rows.map(({ cause }) => cause));
  assert.deepEqual(
    writer.answered().filter((cause) => !kept.has(cause)),
    [],
  );
  assert.deepEqual(await verifyBooks({ store, secrets }), []);
  await store.close();
  await db.close();
});

test(
  'a backup ends while a server goes on writing, and has all that was answered before it',
  onSqlite,
  async () => {
    const db = await openTestStore();
    // More than SQLite's online backup copies at a time, which begins again after each write.
    await putMembers(db, 3_000);
    const writer = startWriting(db);
    await writer.more(100);
    const before = writer.answered();
    const { dataDir } = db.options;
    const file = join(folder, 'open-shop.sqlite');
    const { status, out, err } = await runAdmin({ DATA_DIR: dataDir, SECRET_KEY: secretKey }, [
      'backup',
      file,
    ]);
    const meanwhile = writer.answered().length - before.length;
    await writer.kill();
    assert.deepEqual({ status, err }, { status: 0, err: `in ${sqlitePath(dataDir)}\n` });
    assert.match(out, /open-shop\.sqlite: [\d.]+ MB, as the database was at [^\n]+ UTC\.\n/);
    assert.match(out, /\nTo restore into an empty database: npm run admin -- restore \S+\.sqlite /);
    assert.ok(meanwhile > 10, `${meanwhile} writes meanwhile`);
    await db.close();

    const restored = await mkdtemp(join(folder, 'restored-'));
    await rename(file, sqlitePath(restored));
    const { store } = await openStore({ ...db.options, dataDir: restored });
    const rows = await store.read.selectFrom('ledger_entries').select('cause').execute();
    const kept = new Set(rows.map(({ cause }) => cause));
    assert.deepEqual(
      before.filter((cause) => !kept.has(cause)),
      [],
    );
    assert.deepEqual(await verifyBooks({ store, secrets }), []);
    await store.close();
  },
);
