import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../build/programs.ts';
import { newDatabase } from './postgres.ts';
import { inMs, median, quantile, say, table, within } from './report.ts';
import { runNode } from './run-programs.ts';

const scales = {
  quick: { members: 20_000, times: 40 },
  full: { members: 1_000_000, times: 200 },
} as const;

/** The aim: support waits so long at most, in 95 of 100 questions of each kind. */
const aimMs = 200;

type Took = Readonly<Record<string, { readonly ms: readonly number[]; readonly found: number }>>;

/** Finding one of a million members by what support has in hand. */
export async function measureFind(quick: boolean): Promise<void> {
  const { members, times } = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const postgres = await startPostgres();
  say(`
Finding a member among ${members.toLocaleString('en')}, each with a name, an address, a voucher and a purchase: ${times} questions of each kind, one
after another, in the server's own process, without a network. PostgreSQL is a throw-away one that does not flush.
`);
  try {
    const engines: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ['SQLite', { DATA_DIR: join(folder, 'sqlite') }],
      [
        'PostgreSQL',
        { DATA_DIR: join(folder, 'pg'), DATABASE_URL: await newDatabase(postgres.url, 'names') },
      ],
    ];
    for (const [engine, settings] of engines) {
      const printed = await runNode('names', [members, times].map(String), settings);
      const took = JSON.parse(printed) as Took; // As `many-names.ts` prints it.
      const rows = Object.entries(took).map(([kind, { ms, found }]) => [
        ...[kind, inMs(median(ms)), within(quantile(ms, 0.95), aimMs)],
        ...[inMs(Math.max(...ms)), `${found} of ${ms.length}`],
      ]);
      say(`${engine}:\n${table(['found by', 'p50', 'p95', 'slowest', 'somebody'], rows)}\n`);
    }
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
