// `npm run bench [-- PART …] [--quick]`: how long a shopper and a till wait, beside the least possible.
// docs/performance.md explains each figure. Nothing here fails a build: times depend on the machine, ratios hardly.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from './report.ts';

process.chdir(dirname(dirname(import.meta.dirname)));

const parts = {
  pages: async (quick: boolean) => (await import('./pages.ts')).measurePages(quick ? 2 : 15),
  opening: async (quick: boolean) => (await import('./opening.ts')).measureOpening(quick ? 2 : 15),
  tap: async (quick: boolean) => (await import('./tap.ts')).measureTap(quick ? 2 : 15),
  news: async (quick: boolean) => (await import('./news.ts')).measureNews(quick ? 3 : 20),
  feel: async (quick: boolean) => (await import('./feel.ts')).measureFeel(quick ? 2 : 15),
  lighthouse: async (quick: boolean) =>
    (await import('./lighthouse.ts')).measureLighthouse(quick ? 1 : 3),
  camera: async (quick: boolean) => (await import('./camera.ts')).measureCamera(quick ? 3 : 9),
  redeem: async (quick: boolean) => (await import('./redeem.ts')).measureRedeem(quick),
  postgres: async (quick: boolean) => (await import('./postgres.ts')).measurePostgres(quick),
  steady: async (quick: boolean) => (await import('./steady.ts')).measureSteady(quick),
  faults: async (quick: boolean) => (await import('./faults.ts')).measureFaults(quick),
  failover: async (quick: boolean) => (await import('./failover.ts')).measureFailover(quick),
  restarts: async (quick: boolean) => (await import('./restarts.ts')).measureRestarts(quick),
  entries: async (quick: boolean) => (await import('./entries.ts')).measureEntries(quick),
  histories: async (quick: boolean) => {
    const atOnce = values['at-once'] === undefined ? undefined : Number(values['at-once']);
    const wish = { quick, keep: values.keep, atOnce };
    return (await import('./histories.ts')).measureHistories(wish);
  },
  simulate: async (quick: boolean) => (await import('./simulate.ts')).measureSimulate(quick),
  rules: async (quick: boolean) => (await import('./rules.ts')).measureRules(quick),
  pool: async (quick: boolean) => (await import('./pool.ts')).measurePool(quick),
  find: async (quick: boolean) => (await import('./find.ts')).measureFind(quick),
  segments: async (quick: boolean) => (await import('./segments.ts')).measureSegments(quick),
  rehearse: async (quick: boolean) => (await import('./rehearse.ts')).measureRehearse(quick),
  import: async (quick: boolean) => (await import('./import.ts')).measureImport(quick),
  copies: async (quick: boolean) => (await import('./copies.ts')).measureCopies(quick),
  kills: async (quick: boolean) => (await import('./kills.ts')).measureKills(quick),
  holds: async (quick: boolean) => (await import('./holds.ts')).measureHolds(quick),
  move: async (quick: boolean) => (await import('./move.ts')).measureMove(quick),
  expiry: async (quick: boolean) => (await import('./expiry.ts')).measureExpiry(quick),
} as const;

/** They take long, and tell whether something holds, which no change of a page alters. */
const byNameAlone: readonly string[] = [
  ...['restarts', 'failover', 'faults', 'kills', 'simulate', 'move'],
];

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    // Of `histories` alone: the file of what was played, and how many processes play.
    keep: { type: 'string' },
    'at-once': { type: 'string' },
  },
  allowPositionals: true,
});
const isPart = (name: string): name is keyof typeof parts => name in parts;
const unknown = positionals.find((name) => !isPart(name));
if (unknown !== undefined) {
  process.stderr.write(`There is no part "${unknown}": ${Object.keys(parts).join(', ')}\n`);
  process.exit(1);
}

// An old build would be measured in silence.
if (spawnSync(process.execPath, ['build/prepare.mjs', 'build'], { stdio: 'inherit' }).status !== 0)
  process.exit(1);

const [processor] = cpus();
// Others at work on the same cores stretch everything, and what takes longer more.
const load = () => `load ${loadavg()[0]?.toFixed(1)}`;
say(`Tillpass bench, ${new Date().toISOString().slice(0, 16)}Z`);
say(
  `${cpus().length} cores (${processor?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${load()}`,
);
const began = performance.now();
const everything = Object.keys(parts).filter((name) => !byNameAlone.includes(name));
for (const name of positionals.length > 0 ? positionals : everything)
  if (isPart(name)) await parts[name](values.quick);
say(`\nMeasured in ${Math.round((performance.now() - began) / 1000)} s; ${load()} at the end.`);
