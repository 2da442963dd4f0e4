import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '../../build/programs.ts';
import { newDatabase } from './postgres.ts';
import { inMs, say, table } from './report.ts';

/** The aim: all notices and all expiries together, restarts included, take at most this long on either database. */
const aimMs = 5 * 60_000;
const program = fileURLToPath(new URL('./many-lots.ts', import.meta.url));

const scales = {
  quick: { members: 2_000, lots: 10, kills: 6 },
  full: { members: 100_000, lots: 10, kills: 50 },
} as const;
type Scale = (typeof scales)['quick' | 'full'];

/** A million lots of a hundred thousand members: all are told by mail, then all end, and the process is killed on the way. */
export async function measureExpiry(quick: boolean): Promise<void> {
  const scale = scales[quick ? 'quick' : 'full'];
  const { members, lots, kills } = scale;
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const cache = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const postgres = await startPostgres('--socket');
  say(`
Expiry: ${(members * lots).toLocaleString('en')} lots of ${members.toLocaleString('en')} members end on one day; each member is mailed 30 days before. The process
that does it is killed ${kills} times (kill -9) and started again; its starts, from a compile cache, are in the time. A mail server in the process takes each
mail at once: to open, judge, send and note it is in the time, SMTP is not. PostgreSQL is a throw-away one that does not flush, over a socket.
`);
  try {
    const rows = [
      await measured('SQLite', { ...cache, DATA_DIR: join(folder, 'sqlite') }, scale),
      await measured(
        'PostgreSQL',
        {
          ...cache,
          DATA_DIR: join(folder, 'postgres'),
          DATABASE_URL: await newDatabase(postgres.url, 'expiry'),
        },
        scale,
      ),
    ];
    say(
      table(
        [
          '',
          'told',
          'ended',
          'both',
          'aim 5 min',
          'another waits p99',
          'at most',
          'ended once, told once',
        ],
        rows,
      ),
    );
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Place = Readonly<Record<string, string>>;
type Waits = Readonly<Record<'p99Ms' | 'mostMs', number>>;

async function measured(name: string, place: Place, scale: Scale): Promise<string[]> {
  const { members, lots, kills } = scale;
  await toTheEnd(place, ['fill', members, lots].map(String));
  const told = await withKills(place, 'mail', kills / 2);
  const ended = await withKills(place, 'end', kills / 2);
  const found = JSON.parse(await toTheEnd(place, ['check'])) as Record<string, number>;
  const right =
    found.ended === members * lots && found.mails === members && !found.left && !found.findings;
  const both = told.ms + ended.ms;
  const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;
  return [
    ...[name, seconds(told.ms), seconds(ended.ms), seconds(both)],
    both <= aimMs ? 'reached' : 'missed',
    ...[inMs(Math.max(told.p99Ms, ended.p99Ms)), inMs(Math.max(told.mostMs, ended.mostMs))],
    right ? 'yes' : `no: ${JSON.stringify(found)}`,
  ];
}

/** Runs a phase, killed so often at a time of chance, and then to its end. */
async function withKills(
  place: Place,
  phase: string,
  kills: number,
): Promise<Waits & { ms: number }> {
  const from = performance.now();
  for (let turn = 0; turn < kills; turn += 1) {
    const running = begin(place, [phase, String(turn)]);
    const gone = once(running, 'close');
    await Promise.race([once(running.stdout, 'data'), gone]);
    await sleep(Math.random() * 1_000);
    running.kill('SIGKILL');
    await gone;
  }
  const printed = await toTheEnd(place, [phase, String(kills)]);
  const waits = JSON.parse(printed.split('\n').at(-2) ?? '') as Waits; // It prints one after "begun".
  return { ...waits, ms: performance.now() - from };
}

const begin = (place: Place, args: readonly string[]) =>
  spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...place },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

async function toTheEnd(place: Place, args: readonly string[]): Promise<string> {
  const running = begin(place, args);
  let printed = '';
  running.stdout.on('data', (some: Buffer) => {
    printed += some.toString();
  });
  const [code] = (await once(running, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return printed;
}
