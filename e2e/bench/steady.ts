import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../tillpass.ts';
import type { Result } from './load-plan.ts';
import { inMs, median, ratio, say, table } from './report.ts';
import { prepareVouchers, runBare, runLoad } from './run-programs.ts';

/** The aim: this many a second, the slowest one in a hundred within this. */
const aim = { aSecond: 200, p99Ms: 50 } as const;

const scales = { quick: { rounds: 1, seconds: 5 }, full: { rounds: 5, seconds: 10 } } as const;

/** The server's code is compiled while it runs: these do not count. */
const warmUpSeconds = 5;

/** So many tills are connected; most of them are idle at any moment. */
const tills = 64;

/** Redemptions that come at a steady rate, as shoppers do, to the server and to the database alone in turn. */
export async function measureSteady(quick: boolean): Promise<void> {
  const { rounds, seconds } = scales[quick ? 'quick' : 'full'];
  const aRound = seconds * aim.aSecond;
  const warmUp = warmUpSeconds * aim.aSecond;
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  try {
    const prepared = await prepareVouchers(folder, warmUp + rounds * aRound);
    await cp(join(folder, 'served'), join(folder, 'bare'), { recursive: true });
    say(`
Steady: ${aim.aSecond} redemptions a second from ${tills} tills, whether answered or not, ${rounds} × ${seconds} s; each counts from when it was due.
Bare: node:sqlite alone, the ${prepared.statements.length} statements of a redemption at the same rate, one to a commit, in turn with the server.
`);
    const server = await startServer({ DATA_DIR: join(folder, 'served') });
    const ours: Result[] = [];
    const bare: Result[] = [];
    try {
      let next = 0;
      const ask = (count: number) => {
        next += count;
        const codes = prepared.codes.slice(next - count, next);
        const load = { url: server.url, posKey: prepared.posKey, codes, concurrency: tills };
        return runLoad(folder, load, ['steady', aim.aSecond]);
      };
      await ask(warmUp);
      for (let round = 0; round < rounds; round += 1) {
        bare.push(await runBare(folder, 1, 0, aRound, aim.aSecond));
        ours.push(await ask(aRound));
      }
    } finally {
      await server.remove();
    }
    report(ours, bare);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report(ours: readonly Result[], bare: readonly Result[]): void {
  const middle = (results: readonly Result[], what: keyof Result) =>
    median(results.map((result) => result[what]));
  const row = (name: string, results: readonly Result[]) => [
    name,
    middle(results, 'aSecond').toFixed(0),
    ...(['meanMs', 'p50Ms', 'p99Ms'] as const).map((what) => inMs(middle(results, what))),
  ];
  const p99 = middle(ours, 'p99Ms');
  const verdict = p99 <= aim.p99Ms ? 'reached' : 'missed';
  const heads = ['steady', 'a second', 'mean', 'p50', 'p99'];
  say(table(heads, [row('database alone', bare), row('server', ours)]));
  say(
    `p99 ${verdict} (aim ${aim.p99Ms} ms); the server's mean is ${ratio(middle(ours, 'meanMs'), middle(bare, 'meanMs'))} times the database's.`,
  );
}
