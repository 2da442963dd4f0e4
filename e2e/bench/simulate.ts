// Simulated shops, each from a seed: on SQLite, and some of them again on PostgreSQL, where the same must happen.

import { availableParallelism } from 'node:os';
import type { Simulated } from '#server/tests/kit/simulation/simulate.ts';
import { startPostgres } from '../../build/programs.ts';
import { aSecond, say, table } from './report.ts';
import { runNode } from './run-programs.ts';

const [members, deeds] = [4, 12];
/** By one process. */
const atOnce = 10;

/** @throws Error with the first seed that does not end as the naive reckoning, or differs between the databases */
export async function measureSimulate(quick: boolean): Promise<void> {
  const [inAll, onPostgres] = quick ? [20, 10] : [1_000, 50];
  say(`\nSimulated shops: ${inAll} on SQLite, ${onPostgres} of them on PostgreSQL too.\n`);
  const began = performance.now();
  const sqlite = await live(inAll, {});
  const seconds = (performance.now() - began) / 1_000;
  const postgres = await startPostgres();
  const again = await live(onPostgres, { TEST_DATABASE_URL: postgres.url }).finally(() =>
    postgres.stop(),
  );
  const other = again.findIndex(({ digest }, n) => digest !== sqlite[n]?.digest);
  if (other !== -1) throw new Error(`seed ${other + 1} differs between the databases`);
  const sum = (of: 'requests' | 'crashes' | 'restores' | 'days') =>
    sqlite.reduce((before, one) => before + one[of], 0);
  say(
    table(
      ['shops', 'requests', 'crashes', 'restores', 'years', 'requests a second'],
      [
        [
          ...[inAll, sum('requests'), sum('crashes'), sum('restores')].map((n) =>
            n.toLocaleString('en'),
          ),
          aSecond(sum('days') / 365),
          aSecond(sum('requests') / seconds),
        ],
      ],
    ),
  );
  say(
    `\nAll end where a naive reckoning has them, and ${onPostgres} are the same on both databases.`,
  );
}

/** Lives in the shops of the seeds from 1. */
async function live(
  shops: number,
  settings: Readonly<Record<string, string>>,
): Promise<Simulated[]> {
  const lived: Simulated[][] = [];
  const waiting = Array.from({ length: shops / atOnce }, (_, n) => n).values();
  const one = async () => {
    for (const part of waiting) {
      const args = [1 + part * atOnce, atOnce, members, deeds].map(String);
      // The program prints nothing else.
      lived[part] = JSON.parse(await runNode('shops', args, settings)) as Simulated[];
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, one));
  return lived.flat();
}
