// The copy of a member with few ledger entries and of one with very many, written by the command line.

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../build/programs.ts';
import { newDatabase } from './postgres.ts';
import { say, table } from './report.ts';
import { runNode } from './run-programs.ts';
import { run } from './timed-command.ts';

const aimMs = 60_000;
/** So much more memory for many entries is what the garbage collector leaves lying, and not the history. */
const slackMb = 40;
const scales = {
  quick: [100, 10_000],
  full: [100, 100_000],
} as const;

/** Writes both copies on both databases. */
export async function measureCopies(quick: boolean): Promise<void> {
  const lengths = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const postgres = await startPostgres();
  say(`
Copies: npm run admin -- copy-member, from the start of the process to its end, of members with ${lengths.map((n) => n.toLocaleString('en')).join(' and ')} ledger entries, each with a lot.
The aims: at most ${aimMs / 1000} s, and no more memory for many than for few (within ${slackMb} MB).
`);
  try {
    const rows: string[][] = [];
    for (const [database, settings] of [
      ['SQLite', { DATA_DIR: join(folder, 'sqlite') }],
      [
        'PostgreSQL',
        { DATA_DIR: join(folder, 'pg'), DATABASE_URL: await newDatabase(postgres.url, 'copied') },
      ],
    ] as const) {
      const printed = await runNode('longHistory', lengths.map(String), settings);
      const numbers = JSON.parse(printed) as string[]; // As `long-history.ts` prints them.
      let fewMb = Number.POSITIVE_INFINITY;
      for (const [index, number] of numbers.entries()) {
        const path = join(folder, `${database}-${number}.json`);
        const { clockMs, processorMs, peakMb } = await run(settings, 'copy-member', number, path);
        fewMb = Math.min(fewMb, peakMb);
        rows.push([
          ...[database, (lengths[index] ?? 0).toLocaleString('en')],
          `${((await stat(path)).size / 1_000_000).toFixed(1)} MB`,
          `${(clockMs / 1000).toFixed(1)} s ${clockMs <= aimMs ? 'reached' : 'missed'}`,
          `${(processorMs / 1000).toFixed(1)} s`,
          `${peakMb} MB ${peakMb <= fewMb + slackMb ? 'reached' : 'missed'}`,
        ]);
      }
    }
    say(
      table(['', 'entries', 'the copy', 'by the clock', 'of a processor', 'memory at most'], rows),
    );
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
