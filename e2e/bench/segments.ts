import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../build/programs.ts';
import { newDatabase } from './postgres.ts';
import { inMs, median, quantile, ratio, say, table, within } from './report.ts';
import { runNode } from './run-programs.ts';

const scales = {
  quick: { members: 50_000, buyers: 1_000 },
  full: { members: 1_000_000, buyers: 5_000 },
} as const;

/** The aim: all segments of a program are counted within it. */
const aimMs = 1_000;

/** What was measured over one database. */
export interface SegmentsTook {
  /** A purchase with the mark that its member's spans are to be made anew, and without. */
  readonly saleMs: { readonly marked: readonly number[]; readonly unmarked: readonly number[] };
  /** What the job needs for a member. */
  readonly lookMs: number;
  /** Counts of both segments, with nobody to be looked at and beside members who have just changed. */
  readonly counted: { readonly ms: readonly number[]; readonly members: number };
  readonly besideDue: SegmentsTook['counted'];
}

/** Counting two segments of a million members, and what keeping them costs. */
export async function measureSegments(quick: boolean): Promise<void> {
  const { members, buyers } = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const postgres = await startPostgres();
  say(`
Two segments of ${members.toLocaleString('en')} members counted by what is kept, ${buyers.toLocaleString('en')} of whom bought ten times, three lines each. PostgreSQL is a
throw-away one that does not flush.
`);
  const engines: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['SQLite', { DATA_DIR: join(folder, 'sqlite') }],
    [
      'PostgreSQL',
      { DATA_DIR: join(folder, 'pg'), DATABASE_URL: await newDatabase(postgres.url, 'segments') },
    ],
  ];
  try {
    const rows: string[][] = [];
    for (const [engine, settings] of engines) {
      const printed = await runNode('segments', [members, buyers].map(String), settings);
      const took = JSON.parse(printed) as SegmentsTook; // As `many-segments.ts` prints it.
      const { counted, besideDue, saleMs, lookMs } = took;
      const [marked, unmarked] = [median(saleMs.marked), median(saleMs.unmarked)];
      rows.push([
        ...[engine, inMs(median(counted.ms)), within(quantile(counted.ms, 0.95), aimMs)],
        ...[within(quantile(besideDue.ms, 0.95), aimMs), counted.members.toLocaleString('en')],
        ...[inMs(lookMs), inMs(marked), ratio(marked, unmarked)],
      ]);
    }
    const heads = ['database', 'both counted, p50', 'p95', 'beside 200 who changed, p95'];
    const more = ['found', 'job, a member', 'purchase', 'beside one without the mark'];
    say(table([...heads, ...more], rows));
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
