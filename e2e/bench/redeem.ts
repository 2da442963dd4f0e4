import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startServer } from '../tillpass.ts';
import type { Load, Prepared, Result } from './load-plan.ts';
import { aSecond, inMs, median, ratio, say, table } from './report.ts';

interface Scale {
  readonly rounds: number;
  /** Redemptions a round, by how many tills ask at once. */
  readonly byTills: readonly { readonly tills: number; readonly count: number }[];
}

const scales = {
  quick: {
    rounds: 1,
    byTills: [
      { tills: 1, count: 300 },
      { tills: 8, count: 600 },
      { tills: 64, count: 1200 },
    ],
  },
  full: {
    rounds: 5,
    byTills: [
      { tills: 1, count: 300 },
      { tills: 8, count: 800 },
      { tills: 64, count: 1600 },
    ],
  },
} as const satisfies Record<string, Scale>;

/** The server's code is compiled while it runs: these do not count. */
const warmUp = { tills: 8, count: 1000 };

/** Each a process of its own, so that none takes another's time. */
const programs = {
  prepare: new URL('./prepare-vouchers.ts', import.meta.url),
  load: new URL('./load.ts', import.meta.url),
  bare: new URL('./bare-database.ts', import.meta.url),
} as const;

/** What the product commits together when more wait than it can serve. */
const grouped = 64;

/** Redemptions a second through the whole server, and by the database alone. */
export async function measureRedeem(quick: boolean): Promise<void> {
  const { rounds, byTills } = scales[quick ? 'quick' : 'full'];
  const aRound = byTills.reduce((sum, { count }) => sum + count, 0);
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  try {
    const served = join(folder, 'served');
    const file = join(folder, 'prepared.json');
    await runNode(programs.prepare, [String(warmUp.count + rounds * aRound), file], served);
    const prepared = JSON.parse(await readFile(file, 'utf8')) as Prepared; // Written just now.
    explain(prepared, rounds);
    await cp(served, join(folder, 'bare'), { recursive: true });
    const results = await inTurn(folder, file, prepared, { rounds, byTills });
    say(table(['redeemed by', 'a second', 'p50', 'p99', 'beside bare'], rowsOf(results, byTills)));
    const redeemed = redeemedIn(served);
    const asked = warmUp.count + rounds * aRound;
    say(`Answered ${asked}; in the database ${redeemed - recorded} of them are redeemed.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Redeemed while the statements were written down. */
const recorded = 2;

function explain({ statements }: Prepared, rounds: number): void {
  const writes = statements.filter(({ sql }) => !/^select/i.test(sql)).length;
  say(`
Redeeming: POST /pos/v1/redemptions with an Idempotency-Key, SQLite in WAL with synchronous=FULL, medians of ${rounds} rounds.
The server is one process, the tills another, on kept connections. Bare is node:sqlite in a third, doing the same
${statements.length} statements of a redemption (${writes} of them write) on a copy of the same file, in the same run.
`);
}

type Results = ReadonlyMap<string, readonly Result[]>;

async function inTurn(
  folder: string,
  file: string,
  prepared: Prepared,
  { rounds, byTills }: Scale,
): Promise<Results> {
  const results = new Map<string, Result[]>();
  const note = (name: string, result: Result) =>
    results.set(name, [...(results.get(name) ?? []), result]);
  const server = await startServer({ DATA_DIR: join(folder, 'served') });
  let next = 0;
  const taken = (count: number) => {
    next += count;
    return prepared.codes.slice(next - count, next);
  };
  const ask = (tills: number, count: number) =>
    runLoad(folder, {
      url: server.url,
      posKey: prepared.posKey,
      codes: taken(count),
      concurrency: tills,
    });
  const aloneCount = byTills[0]?.count ?? 0;
  const bare = (aCommit: number, count: number) =>
    runNode(programs.bare, [join(folder, 'bare'), file, `${aCommit}`, '0', `${count}`]).then(
      asResult,
    );
  try {
    await ask(warmUp.tills, warmUp.count);
    for (let round = 0; round < rounds; round += 1) {
      note('bare 1', await bare(1, aloneCount * 2));
      for (const { tills, count } of byTills) note(`${tills}`, await ask(tills, count));
      note(`bare ${grouped}`, await bare(grouped, aloneCount * 2));
    }
  } finally {
    await server.stop();
    await rm(server.dataDir, { recursive: true, force: true });
  }
  return results;
}

async function runLoad(folder: string, load: Load): Promise<Result> {
  const file = join(folder, 'load.json');
  await writeFile(file, JSON.stringify(load));
  return asResult(await runNode(programs.load, [file]));
}

const asResult = (text: string): Result => JSON.parse(text) as Result; // Both programs print one.

async function runNode(program: URL, args: readonly string[], dataDir?: string): Promise<string> {
  const env = { ...process.env, ...(dataDir !== undefined && { DATA_DIR: dataDir }) };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fileURLToPath(program), ...args],
    { env },
  );
  return stdout;
}

function rowsOf(results: Results, byTills: Scale['byTills']): string[][] {
  const middle = (name: string, what: keyof Result) =>
    median((results.get(name) ?? []).map((result) => result[what]));
  const row = (title: string, name: string, beside: string | null) => [
    title,
    aSecond(middle(name, 'aSecond')),
    inMs(middle(name, 'p50Ms')),
    inMs(middle(name, 'p99Ms')),
    beside === null ? '' : ratio(middle(name, 'aSecond'), middle(beside, 'aSecond')),
  ];
  const one = 'bare 1';
  const many = `bare ${grouped}`;
  return [
    row('database alone, 1 a commit', one, null),
    row(`database alone, ${grouped} a commit`, many, null),
    ...byTills.map(({ tills }) =>
      row(
        `server, ${tills === 1 ? '1 till' : `${tills} tills at once`}`,
        `${tills}`,
        tills < grouped ? one : many,
      ),
    ),
  ];
}

function redeemedIn(dataDir: string): number {
  const database = new DatabaseSync(join(dataDir, 'tillpass.sqlite'), { readOnly: true });
  const row = database.prepare(`select count(*) n from redemptions where state = 'redeemed'`).get();
  database.close();
  return Number(row?.n);
}
