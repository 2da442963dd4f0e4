import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';
import { startPostgres } from '../../build/programs.ts';
import { bareInserts } from './bare-inserts.ts';
import { reward, storeId } from './members.ts';
import { codesFile, fillPool, newMembers, openShop, type Place } from './pool-shop.ts';
import { inMs, median, quantile, ratio, say, table } from './report.ts';

const few = 1_000;

const scales = {
  quick: { many: 100_000, rounds: 3, aRound: 60 },
  full: { many: 1_000_000, rounds: 10, aRound: 80 },
} as const;
type Scale = (typeof scales)[keyof typeof scales];

/** Handing out a code from a small and from a large pool, and loading the large one, on both databases. */
export async function measurePool(quick: boolean): Promise<void> {
  const scale = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const postgres = await startPostgres();
  try {
    explain(scale);
    const file = join(folder, 'codes.csv');
    await pipeline(Readable.from(codesFile(scale.many)), createWriteStream(file));
    const handedOut: string[][] = [];
    const loaded: string[][] = [];
    for (const [name, placeOf] of [
      ['SQLite', async (pool: string) => ({ DATA_DIR: join(folder, pool) })],
      ['PostgreSQL', async (pool: string) => postgresPlace(postgres.url, folder, pool)],
    ] as const) {
      handedOut.push(...(await measureHandOut(name, placeOf, scale)));
      loaded.push(await measureUpload(name, await placeOf('upload'), { file, count: scale.many }));
    }
    say(table(['handed out of', 'codes', 'p50', 'p99', 'beside few'], handedOut));
    say('');
    say(table(['loaded into', 'codes', 'seconds', 'bare inserts', 'beside bare'], loaded));
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function explain({ many, rounds, aRound }: Scale): void {
  say(`
Pools: a voucher is issued with a code out of a pool of ${few.toLocaleString('en')} and out of one of ${many.toLocaleString('en')}, one after another and in turn,
${rounds} rounds of ${aRound} each; the whole use-case, points and ledger included. Loading is the command \`npm run admin -- pool\`
with a file, start of the process included. Bare is the same rows into the same table and index, 4,000 a commit.
PostgreSQL is a throw-away one on the same machine that does not flush.
`);
}

async function postgresPlace(url: string, folder: string, pool: string): Promise<Place> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database bench_${pool} template template0`);
  await client.end();
  const database = new URL(url);
  database.pathname = `/bench_${pool}`;
  return { DATA_DIR: join(folder, `postgres-${pool}`), DATABASE_URL: database.href };
}

type PlaceOf = (pool: string) => Promise<Place>;

async function measureHandOut(
  name: string,
  placeOf: PlaceOf,
  { many, rounds, aRound }: Scale,
): Promise<string[][]> {
  const sizes = [few, many] as const;
  const shops = [];
  for (const size of sizes) {
    const context = await openShop(await placeOf(size === few ? 'few' : 'many'));
    await fillPool(context, size);
    // One round more than is counted: the code is compiled while it runs.
    const members = await newMembers(context, (rounds + 1) * aRound);
    shops.push({ size, context, members, tookMs: [] as number[], middles: [] as number[] });
  }
  for (let round = 0; round <= rounds; round += 1) {
    for (const { context, members, tookMs, middles } of shops) {
      const took = await issueAll(context, members.slice(round * aRound, (round + 1) * aRound));
      if (round === 0) continue;
      tookMs.push(...took);
      middles.push(median(took));
    }
  }
  const [small] = shops;
  const rows = shops.map(({ size, tookMs, middles }) => [
    name,
    size.toLocaleString('en'),
    inMs(quantile(tookMs, 0.5)),
    inMs(quantile(tookMs, 0.99)),
    // Round by round, so that what slows both down at a time counts for neither.
    size === few ? '' : inRounds(middles, small?.middles ?? []),
  ]);
  for (const { context } of shops) await context.store.close();
  return rows;
}

const aim = 1.2;

function inRounds(ours: readonly number[], few: readonly number[]): string {
  const middle = median(ours.map((value, round) => value / (few[round] ?? Number.NaN)));
  return `${ratio(middle, 1)} ${middle <= aim ? 'reached' : `missed (aim ${aim})`}`;
}

async function issueAll(context: Context, members: readonly string[]): Promise<number[]> {
  const took: number[] = [];
  for (const memberId of members) {
    const wish = { memberId, id: makeId(context), rewardId: reward, storeId };
    const began = performance.now();
    await issueVoucher(context, wish);
    took.push(performance.now() - began);
  }
  return took;
}

async function measureUpload(
  name: string,
  place: Place,
  { file, count }: { file: string; count: number },
): Promise<string[]> {
  const context = await openShop(place);
  await context.store.close();
  const command = ['src/server/admin/admin.ts', 'pool', reward, file, '--store', storeId];
  const began = performance.now();
  const env = { PATH: process.env.PATH, ...place };
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  const seconds = (performance.now() - began) / 1000;
  if (!stdout.includes(`${count.toLocaleString('en')} added`)) throw new Error(stdout);
  const bare = await bareInserts(place);
  return [
    name,
    count.toLocaleString('en'),
    seconds.toFixed(1),
    bare.toFixed(1),
    ratio(seconds, bare),
  ];
}
