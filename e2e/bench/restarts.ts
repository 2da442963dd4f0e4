import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdPort } from '#server/tests/kit/start/held-port.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { startPostgres } from '../../build/programs.ts';
import { debianTool, isMissing } from '../debian-tools.ts';
import { type Process, startNginx, startProcess } from '../installed-shop.ts';
import type { Outcome } from './load-plan.ts';
import { newDatabase } from './postgres.ts';
import { inMs, quantile, ratio, say, table } from './report.ts';
import { prepareVouchers, runRestartsLoad, type Settings } from './run-programs.ts';

/** `rolls`: how often both processes are restarted, one after the other, spread evenly over `rollingSeconds`. */
const scales = {
  quick: { aSecond: 15, quietSeconds: 30, rolls: 3, rollingSeconds: 120 },
  full: { aSecond: 200, quietSeconds: 60, rolls: 10, rollingSeconds: 540 },
} as const;

/** So many tills are connected. */
const tills = 64;
/** The server's code is compiled while it runs: these do not count. */
const warmUpSeconds = 10;
/** The aim: none fails, and the slowest one in a hundred takes at most so many times as long as without restarts. */
const aim = 2;

/** Redemptions at a steady rate through nginx, while one of two processes after the other is restarted. */
export async function measureRestarts(quick: boolean): Promise<void> {
  const nginx = await debianTool('nginx', 'nginx');
  if (!nginx) return say(isMissing('nginx', 'nginx'));
  const scale = scales[quick ? 'quick' : 'full'];
  // Undone in reverse order.
  const undo: (() => unknown)[] = [];
  try {
    await measure(nginx, scale, undo);
  } finally {
    for (const one of undo.reverse()) await one();
  }
}

type Scale = (typeof scales)[keyof typeof scales];

async function measure(nginx: string, scale: Scale, undo: (() => unknown)[]): Promise<void> {
  const { aSecond, quietSeconds, rolls, rollingSeconds } = scale;
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startPostgres();
  undo.push(() => postgres.stop());
  const database = await newDatabase(postgres.url, 'restarted');
  const count = aSecond * (warmUpSeconds + quietSeconds + rollingSeconds);
  const { posKey, codes } = await prepareVouchers(folder, count, { DATABASE_URL: database });
  say(`
Restarts: ${rolls} times both of two processes behind nginx with the files of docs/install, PostgreSQL; ${aSecond} redemptions a second from ${tills} tills
over TLS, each sent once, each counted from when it was due.
`);
  const settings = await writeSettings(folder, database);
  const held = holdPort(await nobodysPort());
  undo.push(() => held.release());
  const start = async () => {
    const [port, metrics] = [await nobodysPort(), await nobodysPort()];
    return startProcess('.', settings, { port, held, metrics });
  };
  let processes: readonly Process[] = await Promise.all([start(), start()]);
  undo.push(() => Promise.all(processes.map((one) => one.stop())));
  const [plain, tls] = [await nobodysPort(), await nobodysPort()];
  const conf = await readFile('docs/install/nginx.conf', 'utf8');
  const proxy = await startNginx(nginx, join(folder, 'nginx'), { conf, held, plain, tls });
  undo.push(() => proxy.kill('SIGTERM'));

  const url = `https://127.0.0.1:${tls}`;
  const load = runRestartsLoad(folder, { url, posKey, codes, concurrency: tills }, aSecond);
  await sleep(warmUpSeconds * 1_000);
  const quietFrom = Date.now();
  await sleep(quietSeconds * 1_000);
  const rollingFrom = Date.now();
  let restartedMs = 0;
  for (let roll = 1; roll <= rolls; roll += 1) {
    const from = Date.now();
    for (const [at, one] of processes.entries()) {
      await one.stop();
      processes = processes.with(at, await start());
    }
    restartedMs += Date.now() - from;
    const nextAt = rollingFrom + (roll * rollingSeconds * 1_000) / rolls;
    await sleep(Math.max(0, nextAt - Date.now()));
  }
  const rollingUntil = Date.now();
  const outcomes = await load;
  const between = (from: number, until: number) =>
    outcomes.filter(({ at }) => at >= from && at < until);
  report(between(quietFrom, rollingFrom), between(rollingFrom, rollingUntil));
  const bad = outcomes.filter(({ status }) => status !== 200);
  const statuses = Object.entries(Object.groupBy(bad, ({ status }) => status));
  const failed = statuses.map(([status, those]) => `, ${those?.length} × ${status}`).join('');
  say(
    `${rolls * processes.length} restarts took ${Math.round(restartedMs / 1_000)} of ${Math.round((rollingUntil - rollingFrom) / 1_000)} s. ${bad.length} of all ${outcomes.length} requests failed${failed}.`,
  );
  const complaints = await readFile(join(folder, 'nginx', 'error.log'), 'utf8');
  if (complaints) say(`nginx says:\n${complaints}`);
}

async function writeSettings(folder: string, database: string): Promise<string> {
  const served = join(folder, 'served');
  await mkdir(served, { recursive: true });
  const settings: Settings = {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://points.shop.example',
    TRUST_PROXY: '1',
    DRAIN_SECONDS: '3',
    DATA_DIR: served,
    DATABASE_URL: database,
    SECRET_KEY: (await readFile(join(served, 'secret.key'), 'utf8')).trim(),
    SMTP_URL: 'smtp://127.0.0.1:9',
  };
  const file = join(folder, 'tillpass.env');
  await writeFile(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  return file;
}

const failures = (outcomes: readonly Outcome[]): number =>
  outcomes.filter(({ status }) => status !== 200).length;

function report(quiet: readonly Outcome[], rolling: readonly Outcome[]): void {
  const ms = (outcomes: readonly Outcome[], share: number) =>
    quantile(
      outcomes.map(({ tookMs }) => tookMs),
      share,
    );
  const row = (name: string, outcomes: readonly Outcome[]) => [
    name,
    String(outcomes.length),
    String(failures(outcomes)),
    ...[0.5, 0.99, 1].map((share) => inMs(ms(outcomes, share))),
  ];
  const heads = ['restarts', 'requests', 'failed', 'p50', 'p99', 'slowest'];
  say(table(heads, [row('none', quiet), row('one after the other', rolling)]));
  const times = ms(rolling, 0.99) / ms(quiet, 0.99);
  say(
    `None failed: ${failures(rolling) === 0 ? 'reached' : 'missed'}. p99 ${ratio(ms(rolling, 0.99), ms(quiet, 0.99))} times: ${times <= aim ? 'reached' : 'missed'} (aim ${aim}).`,
  );
}
