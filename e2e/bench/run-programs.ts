import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Load, Outcome, Prepared, Result, Weathered } from './load-plan.ts';

/** Each a process of its own, so that none takes another's time. */
const programs = {
  prepare: new URL('./prepare-vouchers.ts', import.meta.url),
  load: new URL('./load.ts', import.meta.url),
  steady: new URL('./steady-load.ts', import.meta.url),
  faults: new URL('./faults-load.ts', import.meta.url),
  restarts: new URL('./restarts-load.ts', import.meta.url),
  bare: new URL('./bare-database.ts', import.meta.url),
  barePostgres: new URL('./bare-postgres.ts', import.meta.url),
  entries: new URL('./many-entries.ts', import.meta.url),
  histories: new URL('./play-histories.ts', import.meta.url),
  shops: new URL('./live-in-shops.ts', import.meta.url),
  rules: new URL('./many-rules.ts', import.meta.url),
  sales: new URL('./many-sales.ts', import.meta.url),
  names: new URL('./many-names.ts', import.meta.url),
  segments: new URL('./many-segments.ts', import.meta.url),
  longHistory: new URL('./long-history.ts', import.meta.url),
  kills: new URL('./kill-points.ts', import.meta.url),
  holds: new URL('./hold-turns.ts', import.meta.url),
  movingShop: new URL('./moving-shop.ts', import.meta.url),
} as const;

/** Fills `served` in the folder with so many vouchers; what tills need of it stays in the folder. */
export async function prepareVouchers(
  folder: string,
  count: number,
  settings: Settings = {},
): Promise<Prepared> {
  const file = join(folder, 'prepared.json');
  await runNode('prepare', [String(count), file], {
    DATA_DIR: join(folder, 'served'),
    ...settings,
  });
  return JSON.parse(await readFile(file, 'utf8')) as Prepared; // The program above has just written this file.
}

/** The tills over a load, as fast as they can or so many a second. */
export async function runLoad(
  folder: string,
  load: Load,
  [program, ...args]: readonly ['load'] | readonly ['steady', number],
  name = 'load.json',
): Promise<Result> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(load));
  return asResult(await runNode(program, [file, ...args.map(String)]));
}

/** The tills behind a proxy whose servers are restarted. */
export async function runRestartsLoad(
  folder: string,
  load: Load,
  aSecond: number,
): Promise<Outcome[]> {
  const file = join(folder, 'load.json');
  await writeFile(file, JSON.stringify(load));
  return JSON.parse(await runNode('restarts', [file, String(aSecond)])) as Outcome[]; // It prints those.
}

/** The tills at a server whose disk fails. */
export async function runFaultsLoad(folder: string, load: Load): Promise<Weathered> {
  const file = join(folder, 'load.json');
  await writeFile(file, JSON.stringify(load));
  return JSON.parse(await runNode('faults', [file])) as Weathered; // It prints that.
}

/** The database alone, over a copy in `bare`. @param args as `bare-database.ts` says */
export const runBare = async (folder: string, ...args: readonly number[]): Promise<Result> =>
  asResult(
    await runNode('bare', [
      join(folder, 'bare'),
      join(folder, 'prepared.json'),
      ...args.map(String),
    ]),
  );

/** PostgreSQL alone. @param clients how many connections do one redemption after the other */
export const runBarePostgres = async (
  folder: string,
  databaseUrl: string,
  clients: number,
  ...range: readonly number[]
): Promise<Result> =>
  asResult(
    await runNode('barePostgres', [
      databaseUrl,
      join(folder, 'prepared.json'),
      ...[clients, ...range].map(String),
    ]),
  );

const asResult = (text: string): Result => JSON.parse(text) as Result; // Each of them prints one.

/** Of the server, by their names. */
export type Settings = Readonly<Record<string, string>>;

/** @returns what it printed */
export async function runNode(
  program: keyof typeof programs,
  args: readonly string[],
  settings: Settings = {},
): Promise<string> {
  const env = { ...process.env, ...settings };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [fileURLToPath(programs[program]), ...args],
    // What became of a hundred thousand requests is longer than Node's own limit.
    { env, maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout;
}
