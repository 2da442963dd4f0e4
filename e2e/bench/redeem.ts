import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startServer } from '../tillpass.ts';
import type { Prepared, Result } from './load-plan.ts';
import { aSecond, inMs, median, ratio, say, table } from './report.ts';
import { prepareVouchers, runBare, runLoad } from './run-programs.ts';

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

/** Redemptions that warm the server up and are not measured: its code is compiled while it runs. */
const warmUp = { tills: 8, count: 1000 };

/** What the product commits together when more wait than it can serve. */
const grouped = 64;

/** Redemptions a second through the whole server, and by the database alone. */
export async function measureRedeem(quick: boolean): Promise<void> {
  const { rounds, byTills } = scales[quick ? 'quick' : 'full'];
  const aRound = byTills.reduce((sum, { count }) => sum + count, 0);
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  try {
    const served = join(folder, 'served');
    const prepared = await prepareVouchers(folder, warmUp.count + rounds * aRound);
    explain(prepared, rounds);
    await cp(served, join(folder, 'bare'), { recursive: true });
    const results = await inTurn(folder, prepared, { rounds, byTills });
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
    runLoad(
      folder,
      { url: server.url, posKey: prepared.posKey, codes: taken(count), concurrency: tills },
      ['load'],
    );
  const aloneCount = byTills[0]?.count ?? 0;
  const bare = (aCommit: number, count: number) => runBare(folder, aCommit, 0, count);
  try {
    await ask(warmUp.tills, warmUp.count);
    for (let round = 0; round < rounds; round += 1) {
      note('bare 1', await bare(1, aloneCount * 2));
      for (const { tills, count } of byTills) note(`${tills}`, await ask(tills, count));
      note(`bare ${grouped}`, await bare(grouped, aloneCount * 2));
    }
  } finally {
    await server.remove();
  }
  return results;
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
