// A shop that sells is moved from SQLite to PostgreSQL by the command line: how long it takes, and how long its tills wait.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LedgerHash } from '#server/storage/backup/ledger-hash.ts';
import { startPostgres } from '../../build/programs.ts';
import { newDatabase } from './postgres.ts';
import { say, table } from './report.ts';
import { runNode, type Settings } from './run-programs.ts';
import { sayingUsage, usageIn } from './timed-command.ts';

/** The aims for a million entries. */
const aims = { copiedMs: 90_000, waitMs: 15_000 } as const;
const million = 1_000_000;

const scales = {
  quick: { members: 10_000, lots: 3 },
  full: { members: 200_000, lots: 5 },
} as const;

/** Moves it while it sells, and compares the hash of both ledgers by the reader of backups, which the move does not use. */
export async function measureMove(quick: boolean): Promise<void> {
  const { members, lots } = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const postgres = await startPostgres();
  say(`
Move: npm run admin -- move of ${(members * lots).toLocaleString('en')} ledger entries, each with a lot, of ${members.toLocaleString('en')} members, while vouchers are redeemed one after the other.
The tills wait from the sentence that says so to the command's end; starting the servers is beside it. PostgreSQL is a throw-away one that does not flush.
The aims for a million: at most ${aims.copiedMs / 1000} s until the tills are stopped, at most ${aims.waitMs / 1000} s until the end.
`);
  try {
    const from = { DATA_DIR: folder };
    const to = { DATA_DIR: folder, DATABASE_URL: await newDatabase(postgres.url, 'moved') };
    const filled = await runNode('movingShop', ['fill', String(members), String(lots)], from);
    const { posKey } = JSON.parse(filled) as { posKey: string }; // It prints that.
    const moved = await moveBeside(selling(from, posKey), to);
    // The file is read as it is, though its shop has left.
    const hashes = [await hashIn(from), await hashIn(to)];
    const startedAt = performance.now();
    const anew = selling(to, posKey);
    await once(anew.stdout, 'data');
    const startMs = performance.now() - startedAt;
    await ended(anew);
    say(table(heads, [rowOf(moved, startMs, hashes)]));
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const heads: readonly string[] = [
  ...['entries', 'until the tills are stopped', 'tills wait', 'servers start, first sale'],
  ...['of a processor', 'memory at most', 'same hash', 'load'],
];

function rowOf(moved: Moved, startMs: number, [was, is]: readonly LedgerHash[]): string[] {
  const entries = was?.entries ?? 0;
  const verdict = (ms: number, aimMs: number) =>
    entries < million ? '' : ms <= aimMs ? ' reached' : ' missed';
  return [
    entries.toLocaleString('en'),
    `${seconds(moved.copiedMs)}${verdict(moved.copiedMs, aims.copiedMs)}`,
    `${seconds(moved.waitMs)}${verdict(moved.waitMs, aims.waitMs)}`,
    seconds(startMs),
    seconds(moved.processorMs),
    `${moved.peakMb} MB`,
    was?.hash === is?.hash && was?.entries === is?.entries ? 'yes' : 'NO',
    (loadavg()[0] ?? 0).toFixed(1),
  ];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

interface Moved {
  readonly copiedMs: number;
  readonly waitMs: number;
  readonly processorMs: number;
  readonly peakMb: number;
}

type Running = ChildProcessByStdio<Writable, Readable, null>;

const selling = (settings: Settings, posKey: string): Running =>
  spawn(process.execPath, ['e2e/bench/moving-shop.ts', 'sell', posKey], {
    env: { ...process.env, ...settings },
    stdio: ['pipe', 'pipe', 'inherit'],
  });

async function ended(running: Running): Promise<void> {
  running.stdout.resume();
  running.stdin.end();
  const [status] = await once(running, 'close');
  if (status !== 0) throw new Error(`the shop ended with ${status}`);
}

/** Stops the shop when the command says so. */
async function moveBeside(shop: Running, to: Settings): Promise<Moved> {
  await once(shop.stdout, 'data');
  shop.stdout.resume();
  const from = performance.now();
  const command = spawn(process.execPath, [...sayingUsage, 'src/server/admin/admin.ts', 'move'], {
    env: { ...process.env, ...to },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(command, 'close');
  const errors = text(command.stderr);
  let stoppedAt = 0;
  let said = '';
  for await (const part of command.stdout.setEncoding('utf8')) {
    said += String(part);
    if (stoppedAt > 0 || !said.includes('Now stop the servers')) continue;
    stoppedAt = performance.now();
    await ended(shop);
  }
  const [status] = await gone;
  if (status !== 0) throw new Error(`the move ended with ${status}: ${await errors}`);
  if (stoppedAt === 0) throw new Error('the move never asked to stop the servers');
  const over = performance.now();
  const used = usageIn(await errors, 'move');
  return { copiedMs: stoppedAt - from, waitMs: over - stoppedAt, ...used };
}

/** @throws Error where it is not printed */
const hashIn = async (settings: Settings): Promise<LedgerHash> =>
  JSON.parse(await runNode('movingShop', ['hash'], settings)) as LedgerHash; // It prints one.
