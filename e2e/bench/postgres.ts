import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../build/programs.ts';
import { type Server, startServer } from '../tillpass.ts';
import type { Prepared, Result } from './load-plan.ts';
import { aSecond, inMs, median, ratio, say, table } from './report.ts';
import { prepareVouchers, runBarePostgres, runLoad } from './run-programs.ts';

const scales = {
  quick: { rounds: 1, aRound: 400 },
  full: { rounds: 5, aRound: 1000 },
} as const;

/** How many ask at once: tills of the server, or clients of the database alone. */
const writers = [1, 4, 16] as const;
/** Servers over one database. */
const processes = [1, 2] as const;
/** The server's code is compiled while it runs: these do not count. */
const warmUp = 1000;
/** The aim: this part of what the bare database redeems. */
const aim = 0.7;

/** Redemptions a second on PostgreSQL, through one server and two, and by the database alone, in turn. */
export async function measurePostgres(quick: boolean): Promise<void> {
  const { rounds, aRound } = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const postgres = await startPostgres();
  const servers: Server[] = [];
  try {
    const served = await newDatabase(postgres.url, 'served');
    const count = processes.length * warmUp + rounds * writers.length * processes.length * aRound;
    const prepared = await prepareVouchers(folder, count, { DATABASE_URL: served });
    explain(prepared, rounds, aRound);
    const bare = await newDatabase(postgres.url, 'bare', 'served');
    for (const _ of processes)
      servers.push(await startServer({ DATABASE_URL: served, DATA_DIR: join(folder, 'served') }));
    const results = await inTurn({ folder, bare, prepared, servers, rounds, aRound });
    say(table(['redeemed by', ...writers.map((one) => `${one} at once`)], rowsOf(results)));
  } finally {
    for (const server of servers) await server.remove();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function explain({ statements }: Prepared, rounds: number, aRound: number): void {
  const writes = statements.filter(({ sql }) => !/^(select|with)/i.test(sql)).length;
  say(`
Redeeming on PostgreSQL: POST /pos/v1/redemptions with an Idempotency-Key, medians of ${rounds} rounds of ${aRound}; the tills are another process, on
kept connections. Bare is node-postgres in a third, doing the same ${statements.length} statements of a redemption (${writes} of them write) on a copy of the
database, prepared by name. PostgreSQL is a throw-away one on the same machine that does not flush. The aim: ${aim} of bare.
`);
}

interface Shop {
  readonly folder: string;
  /** The copy that the database alone works on. */
  readonly bare: string;
  readonly prepared: Prepared;
  readonly servers: readonly Server[];
  readonly rounds: number;
  readonly aRound: number;
}

type Results = ReadonlyMap<string, readonly Result[]>;

async function inTurn({ folder, bare, prepared, servers, rounds, aRound }: Shop): Promise<Results> {
  const results = new Map<string, Result[]>();
  const codes = prepared.codes.values();
  const ask = async (asked: readonly Server[], tills: number, count: number) =>
    Promise.all(
      asked.map(({ url }, at) =>
        runLoad(
          folder,
          {
            url,
            posKey: prepared.posKey,
            codes: [...codes.take(count / asked.length)],
            concurrency: Math.max(1, tills / asked.length),
          },
          ['load'],
          `load-${at}.json`,
        ),
      ),
    );
  const note = (name: string, found: readonly Result[]) =>
    results.set(name, [...(results.get(name) ?? []), together(found)]);
  for (const server of servers) await ask([server], 8, warmUp);
  let redeemedBare = 0;
  for (let round = 0; round < rounds; round += 1)
    for (const many of writers) {
      note(nameOf(0, many), [await runBarePostgres(folder, bare, many, 0, aRound)]);
      redeemedBare += aRound;
      for (const count of processes)
        note(nameOf(count, many), await ask(servers.slice(0, count), many, aRound));
    }
  say(`The database alone redeemed ${redeemedBare}.`);
  return results;
}

/** @param servers how many processes; 0: the database alone */
const nameOf = (servers: number, many: number): string => `${servers}/${many}`;

/** What several did at the same time. */
function together(results: readonly Result[]): Result {
  const sum = (what: keyof Result) => results.reduce((all, result) => all + result[what], 0);
  const slowest = (what: keyof Result) => Math.max(...results.map((result) => result[what]));
  return {
    aSecond: sum('aSecond'),
    meanMs: sum('meanMs') / results.length,
    p50Ms: slowest('p50Ms'),
    p99Ms: slowest('p99Ms'),
  };
}

function rowsOf(results: Results): string[][] {
  const middle = (name: string, what: keyof Result) =>
    median((results.get(name) ?? []).map((result) => result[what]));
  const cell = (servers: number, many: number) => {
    const name = nameOf(servers, many);
    const found = `${aSecond(middle(name, 'aSecond'))} a second, p99 ${inMs(middle(name, 'p99Ms'))}`;
    if (servers === 0) return found;
    const beside = middle(name, 'aSecond') / middle(nameOf(0, many), 'aSecond');
    return `${found}, ${ratio(beside, 1)} ${beside >= aim ? 'reached' : 'missed'}`;
  };
  const row = (title: string, servers: number) => [
    title,
    ...writers.map((many) => cell(servers, many)),
  ];
  return [
    row('database alone', 0),
    ...processes.map((count) => row(count === 1 ? 'one server' : `${count} servers`, count)),
  ];
}

/** @param template absent: an empty one. @returns its address */
export async function newDatabase(
  serverUrl: string,
  name: string,
  template?: string,
): Promise<string> {
  const client = new pg.Client(serverUrl);
  await client.connect();
  await client.query(`create database ${name}${template ? ` template ${template}` : ''}`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
