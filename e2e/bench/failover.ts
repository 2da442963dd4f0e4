// A standby of PostgreSQL that is promoted while tills redeem: what they are answered, and whether anything acknowledged is lost.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startServer } from '../tillpass.ts';
import { debianPostgres, startReplicated } from './replicated-postgres.ts';
import { inMs, say, table } from './report.ts';
import { prepareVouchers, runFaultsLoad } from './run-programs.ts';

const scales = { quick: 600, full: 4_000 } as const;
const tills = 8;
/** The aim for the time from the new primary until the next write that goes through. */
const aimMs = 2_000;
/** Once so much is redeemed, the primary is killed. */
const killedAfter = 0.4;

export async function measureFailover(quick: boolean): Promise<void> {
  const programs = debianPostgres();
  if (!programs) return say('Failover: no pg_basebackup of Debian (postgresql) is here.');
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const undo: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    await measure(programs, folder, quick, undo);
  } finally {
    for (const one of undo.reverse()) await one();
  }
}

async function measure(
  programs: string,
  folder: string,
  quick: boolean,
  undo: (() => unknown)[],
): Promise<void> {
  const count = scales[quick ? 'quick' : 'full'];
  const replicated = await startReplicated(programs, folder);
  undo.push(() => replicated.stop());
  const settings = { DATABASE_URL: replicated.url };
  // Making vouchers waits for one disk alone: they are not what is measured.
  const { posKey, codes } = await prepareVouchers(folder, count, {
    DATABASE_URL: `${firstOf(replicated.url)}?options=-c%20synchronous_commit%3Dlocal`,
  });
  say(`
Failover: ${tills} tills redeem ${count} vouchers; the primary is killed, its standby (synchronous_commit on) is promoted. One address with both in DATABASE_URL.
A till sends the same again until it is redeemed.
`);
  const server = await startServer({
    ...settings,
    DATA_DIR: join(folder, 'served'),
    LOG_LEVEL: 'silent',
  });
  undo.push(() => server.remove());
  const loaded = runFaultsLoad(folder, { url: server.url, posKey, codes, concurrency: tills });
  const watcher = new pg.Pool({ connectionString: firstOf(replicated.url), max: 1 });
  watcher.on('error', () => {});
  while ((await redeemedIn(watcher)).length < count * killedAfter) await sleep(20);
  const killed = performance.now();
  await replicated.killPrimary();
  await watcher.end().catch(() => {});
  const tookToPromote = await replicated.promote();
  const promoted = performance.now();
  const after = new pg.Pool({ connectionString: lastOf(replicated.url), max: 1 });
  const before = (await redeemedIn(after)).length;
  while ((await redeemedIn(after)).length === before) await sleep(5);
  const recoveryMs = performance.now() - promoted;
  const found = await loaded;
  const kept = new Set(await redeemedIn(after));
  await after.end();
  const lost = found.acknowledged.filter((receipt) => !kept.has(receipt)).length;
  say(
    table(
      ['acknowledged', '503', 'other', 'lost', 'no primary for', 'promoted in', 'after that'],
      [
        [
          String(found.acknowledged.length),
          String(found.refused - found.wrong.length),
          String(found.wrong.length),
          String(lost),
          inMs(promoted - killed),
          inMs(tookToPromote),
          `${inMs(recoveryMs)} ${recoveryMs <= aimMs ? 'reached' : 'missed'}`,
        ],
      ],
    ),
  );
  for (const one of new Set(found.wrong)) say(one);
}

const firstOf = (url: string): string => url.replace(/,[^/]*/, '');
const lastOf = (url: string): string => url.replace(/@[^,]*,/, '@');

async function redeemedIn(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query(
    `select receipt_number from redemptions where state = 'redeemed'`,
  );
  return rows.map((row) => row.receipt_number);
}
