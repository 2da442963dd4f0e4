// Processes that are killed -9 while they import, erase, copy or merge: what they leave is nothing, or whole.

import type { Found } from '#server/tests/kit/events/deaths.ts';
import { startPostgres } from '../../build/programs.ts';
import { say, table } from './report.ts';
import { runNode } from './run-programs.ts';

const acts = {
  erase: 'a member is erased',
  copy: 'a member’s copy is written',
  merge: 'two memberships become one',
  import: 'a file of members is imported',
  purchases: 'a file of past purchases is imported',
} as const;

const scales = { quick: 6, full: 50 } as const;

/** Kills each at random points on both databases. @throws Error at the first that is half done */
export async function measureKills(quick: boolean): Promise<void> {
  const count = scales[quick ? 'quick' : 'full'];
  const postgres = await startPostgres();
  say(`
Kills: each act in a process of its own, killed (kill -9) at ${count} random points, half of them right before a statement and half by the clock,
the same ones in each run of a seed. After each kill the database is compared, the act is tried again, and verify is asked.
`);
  try {
    const rows: string[][] = [];
    for (const [database, url] of [
      ['SQLite', undefined],
      ['PostgreSQL', postgres.url],
    ] as const) {
      for (const [act, words] of Object.entries(acts)) {
        const settings = url === undefined ? {} : { TEST_DATABASE_URL: url };
        const text = await runNode('kills', [act, String(count), `kills of ${act}`], settings);
        const found = JSON.parse(text) as Found; // The program has just printed it.
        rows.push([database, words, ...[found.undone, found.begun, found.done].map(String), '0']);
      }
    }
    say(
      table(
        ['', 'killed while', 'nothing done', 'whole lines done', 'all done', 'half done'],
        rows,
      ),
    );
  } finally {
    await postgres.stop();
  }
}
