import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../build/programs.ts';
import { newDatabase } from './postgres.ts';
import { inMs, say, table } from './report.ts';
import { runNode, type Settings } from './run-programs.ts';

/** The aim: nothing on nobody's behalf takes longer at a time. */
const aimMs = 50;

const scales = { quick: 8_000, full: 600_000 } as const;

/** Turns of the event loop beside one job, in which nobody else is answered. */
export interface Turns {
  readonly turns: number;
  /** Milliseconds of a processor, as the others. */
  readonly inAllMs: number;
  /** The third longest: code that runs for the first time is compiled in the one before. */
  readonly thirdMs: number;
  readonly longestMs: number;
}

/** How long a server answers nobody for the sake of its own work, in a grown shop on each database. */
export async function measureHolds(quick: boolean): Promise<void> {
  const members = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const postgres = await startPostgres();
  say(`
Holds: what a server does by itself, in portions, over ${members.toLocaleString('en')} members with three lots, entries and kept answers each, all of one day; in turn, in one process.
A turn of the event loop by the processor's time, in which nobody else is answered.
`);
  try {
    const url = await newDatabase(postgres.url, 'held');
    const rows = [
      ...(await turnsOver('SQLite', members, { DATA_DIR: join(folder, 'sqlite') })),
      ...(await turnsOver('PostgreSQL', members, {
        DATA_DIR: join(folder, 'pg'),
        DATABASE_URL: url,
      })),
    ];
    say(table(['', '', 'turns', 'in all', 'third longest', 'longest', `aim ${aimMs} ms`], rows));
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function turnsOver(database: string, members: number, settings: Settings) {
  const text = await runNode('holds', [String(members)], settings);
  // It prints those.
  return Object.entries(JSON.parse(text) as Record<string, Turns>).map(([name, of], index) => [
    index === 0 ? database : '',
    name,
    String(of.turns),
    inMs(of.inAllMs),
    inMs(of.thirdMs),
    inMs(of.longestMs),
    of.longestMs <= aimMs ? 'reached' : 'missed',
  ]);
}
