import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Ended, run } from '../../build/programs.ts';
import { debianTool, isMissing } from '../debian-tools.ts';
import { startServer } from '../tillpass.ts';
import type { Prepared, Weathered } from './load-plan.ts';
import { inMs, say, table } from './report.ts';
import { prepareVouchers, runFaultsLoad } from './run-programs.ts';

/**
 * What the system answers in the place of SQLite's calls. In one run each `apart`th fails, and the next run begins one call
 * later: after as many runs each of the first 500 has failed once, or of as many as there are.
 */
const kinds = [
  { call: 'pwrite64', error: 'ENOSPC', apart: 25 },
  { call: 'pwrite64', error: 'EIO', apart: 25 },
  { call: 'fdatasync,fsync', error: 'EIO', apart: 5 },
  { call: 'pread64', error: 'EIO', apart: 25 },
] as const;

const quickRuns = 2;
const calls = 500;

const vouchersARun = 160;
const tills = 8;
/** The aim for the time from a failed write until the next one that goes through. */
const aimMs = 2_000;

interface Tally {
  runs: number;
  failed: number;
  acknowledged: number;
  refused: number;
  lost: number;
  differing: number;
  slowestRecoveryMs: number;
  readonly wrong: string[];
}

/** Redemptions on SQLite while the disk fails at one call after the other. */
export async function measureFaults(quick: boolean): Promise<void> {
  const strace = await debianTool('strace', 'strace');
  if (!strace) return say(isMissing('strace', 'strace'));
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  try {
    const prepared = await prepareVouchers(folder, vouchersARun);
    say(`
Faults: ${tills} tills redeem ${vouchersARun} vouchers on SQLite while strace fails some of the first ${calls} calls of a kind on the database's files, other ones in
each run. A till sends the same again until it is redeemed. Then verify, and a look for each receipt.
`);
    const rows: string[][] = [];
    for (const { call, error, apart } of kinds) {
      const tally = emptyTally();
      for (let first = 1; first <= (quick ? quickRuns : apart); first += 1)
        await oneRun({ folder, strace, prepared, tally }, { call, error, first, apart });
      rows.push(rowOf(`${call} ${error}`, tally));
      for (const one of new Set(tally.wrong)) say(`${call} ${error}: ${one}`);
    }
    say(table(heads, rows));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const emptyTally = (): Tally => ({
  runs: 0,
  failed: 0,
  acknowledged: 0,
  refused: 0,
  lost: 0,
  differing: 0,
  slowestRecoveryMs: 0,
  wrong: [],
});

interface Bench {
  readonly folder: string;
  readonly strace: string;
  readonly prepared: Prepared;
  readonly tally: Tally;
}

interface Fault {
  readonly call: string;
  readonly error: string;
  readonly first: number;
  readonly apart: number;
}

async function oneRun({ folder, strace, prepared, tally }: Bench, fault: Fault): Promise<void> {
  const data = join(folder, 'failing');
  await cp(join(folder, 'served'), data, { recursive: true });
  const server = await startServer({ DATA_DIR: data, LOG_LEVEL: 'silent' });
  const log = join(folder, 'calls');
  try {
    const tracer = await failCalls(strace, { ...fault, data, log, pid: server.pid() });
    const { posKey, codes } = prepared;
    const load = { url: server.url, posKey, codes, concurrency: tills };
    const found = await runFaultsLoad(folder, load);
    await detach(tracer);
    note(tally, found, (await readFile(log, 'utf8')).split('(INJECTED)').length - 1);
    await server.stop();
    await look(data, found, tally);
  } finally {
    await server.remove();
    await rm(data, { recursive: true, force: true });
  }
}

interface Failing extends Fault {
  readonly data: string;
  readonly log: string;
  readonly pid: number;
}

async function failCalls(
  strace: string,
  { call, error, first, apart, data, log, pid }: Failing,
): Promise<ChildProcess> {
  const files = ['', '-wal', '-shm'].flatMap((end) => ['-P', join(data, `tillpass.sqlite${end}`)]);
  const when = `${first}..${calls}+${apart}`;
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${when}`];
  const tracer = spawn(strace, ['-f', '-p', String(pid), '-o', log, ...files, ...inject], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // It says when it has every thread.
  for await (const text of tracer.stderr) if (String(text).includes('attached')) break;
  return tracer;
}

async function detach(tracer: ChildProcess): Promise<void> {
  const gone = once(tracer, 'exit');
  tracer.kill('SIGTERM');
  await gone;
}

function note(tally: Tally, found: Weathered, failed: number): void {
  tally.runs += 1;
  tally.failed += failed;
  tally.acknowledged += found.acknowledged.length;
  tally.refused += found.refused;
  tally.wrong.push(...found.wrong);
  tally.slowestRecoveryMs = Math.max(tally.slowestRecoveryMs, found.slowestRecoveryMs);
}

/** After a start without faults nothing that was acknowledged is missing, and the books agree. */
async function look(data: string, { acknowledged }: Weathered, tally: Tally): Promise<void> {
  const verified: Ended = await run(process.execPath, ['src/server/admin/admin.ts', 'verify'], {
    env: { DATA_DIR: data },
  });
  if (!verified.ok) {
    tally.differing += 1;
    tally.wrong.push(verified.output);
  }
  const database = new DatabaseSync(join(data, 'tillpass.sqlite'), { readOnly: true });
  const used = database.prepare(
    `select count(*) n from redemptions where state = 'redeemed' and receipt_number = ?`,
  );
  tally.lost += acknowledged.filter((receipt) => used.get(receipt)?.n !== 1).length;
  database.close();
}

const heads = [
  'faults',
  'runs',
  'failed calls',
  'acknowledged',
  '503',
  'other',
  'lost',
  'verify differs',
  'slowest recovery',
];

const rowOf = (name: string, tally: Tally): string[] => [
  name,
  String(tally.runs),
  String(tally.failed),
  String(tally.acknowledged),
  String(tally.refused - tally.wrong.length),
  String(tally.wrong.length),
  String(tally.lost),
  String(tally.differing),
  `${inMs(tally.slowestRecoveryMs)} ${tally.slowestRecoveryMs <= aimMs ? 'reached' : 'missed'}`,
];
