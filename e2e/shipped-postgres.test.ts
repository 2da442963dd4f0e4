// What docs/backup.md tells somebody to type so that a lost disk of PostgreSQL costs nothing, typed as it stands there.
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { debianPostgres } from './bench/replicated-postgres.ts';
import { everyCommandOf } from './doc-blocks.ts';

/** The two blocks among those of the page. */
const asked = /pg_receivewal|recovery\.signal/;
/** A busy machine takes longer than a quiet one, and nothing here takes so long. */
const withinMs = 60_000;

test('PostgreSQL’s own programs ship its log, and a shop whose disk is lost is restored from it to its last sale', async (t) => {
  const programs = debianPostgres();
  if (!programs) return t.skip('Debian’s PostgreSQL is not here');
  const folder = mkdtempSync(join(tmpdir(), 'tillpass-shipped-'));
  // Undone in reverse order.
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  t.after(async () => {
    for (const one of undo.reverse()) await one();
  });
  // PostgreSQL refuses to run as root.
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  chmodSync(folder, 0o755);
  const srv = join(folder, 'srv');
  mkdirSync(srv);
  if (identity.uid !== undefined) {
    chownSync(folder, identity.uid, identity.gid);
    chownSync(srv, identity.uid, identity.gid);
  }
  const port = await nobodysPort();
  const env = {
    PATH: `${programs}:${process.env.PATH}`,
    PGHOST: '127.0.0.1',
    PGPORT: String(port),
    PGUSER: 'postgres',
  };
  const shell = (script: string) => {
    const child = spawn('bash', ['-euc', script], {
      ...identity,
      cwd: folder,
      env,
      stdio: 'ignore',
    });
    undo.push(() => killed(child));
    return child;
  };
  const typed = async (script: string) => {
    const [status] = await once(shell(script), 'exit');
    assert.equal(status, 0, script);
  };
  const [shipping = '', restoring = ''] = everyCommandOf('docs/backup.md')
    .filter((block) => asked.test(block))
    .map((block) => block.replaceAll('/srv/', `${srv}/`));

  const data = join(folder, 'data');
  await typed(`initdb -D ${data} -A trust -U postgres --locale=C -E UTF8`);
  appendFileSync(
    join(data, 'postgresql.conf'),
    `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\n`,
  );
  const server = shell(`exec postgres -D ${data}`);
  await eventually(() => shell('pg_isready'));

  // Line by line, as somebody types it: the one that goes on stays beside the others.
  const lines = shipping.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) {
    if (!line.includes('--synchronous')) await typed(line);
    else shell(`exec ${line}`);
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const options = { dataDir: folder, databaseUrl: url, log: { warn: () => {} }, randomBytes };
  const opened = await openStore(options);
  const context = testContext({ store: opened.store, live: opened.live, now: Date.now });
  await isItsSecretKey(context);
  await beginChain(context);
  await loadProgram(context, testProgram);
  // As the page says, so that not even a second is lost.
  await eventually(() =>
    shell(
      `test "$(psql -Atc "select count(*) from pg_stat_replication where state = 'streaming'")" = 1`,
    ),
  );
  await typed(
    `psql -c "alter system set synchronous_standby_names = 'pg_receivewal'" -c 'select pg_reload_conf()'`,
  );
  await eventually(() =>
    shell(
      `test "$(psql -Atc "select count(*) from pg_stat_replication where sync_state = 'sync'")" = 1`,
    ),
  );
  for (let n = 1; n <= 20; n += 1) await joinDirectly({ context }, `one-${n}@example.com`);
  await killed(server);
  await opened.store.close();
  rmSync(data, { recursive: true });

  const stop = ['-D', `${srv}/tillpass-restored`, '-m', 'immediate', 'stop'];
  undo.push(() => spawnSync(join(programs, 'pg_ctl'), stop, { ...identity, cwd: folder }));
  await typed(restoring);
  const restored = await openStore(options);
  undo.push(() => restored.store.close());
  const { rows } = await sql<{ n: number }>`select count(*) as n from members`.execute(
    restored.store.read,
  );
  assert.equal(Number(rows[0]?.n), 20);
  assert.deepEqual(await verifyBooks({ store: restored.store, secrets: context.secrets }), []);
});

const idOf = (flag: string): number =>
  Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

async function killed(one: ChildProcess): Promise<void> {
  if (one.exitCode !== null || one.signalCode !== null) return;
  const gone = once(one, 'exit');
  one.kill('SIGKILL');
  await gone;
}

/** Asks again until it is so. @throws Error when it is not within the time */
async function eventually(ask: () => ChildProcess): Promise<void> {
  for (const givesUpAt = Date.now() + withinMs; ; await sleep(100)) {
    const [status] = await once(ask(), 'exit');
    if (status === 0) return;
    if (Date.now() > givesUpAt) throw new Error('it did not come to be');
  }
}
