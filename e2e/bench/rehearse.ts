import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inMs, median, quantile, ratio, say, table } from './report.ts';
import { runNode } from './run-programs.ts';

/** The aims: a million purchases within this, and redemptions beside it at most so many times as slow. */
const aims = { aMillionMs: 10_000, slower: 1.5 } as const;

const scales = {
  quick: { members: 2_500, each: 20 },
  full: { members: 50_000, each: 20 },
} as const;

export interface RehearsalTook {
  readonly tookMs: number;
  /** What redemptions took, alone and beside the rehearsal. */
  readonly aloneMs: readonly number[];
  readonly besideMs: readonly number[];
}

/** A year of purchases rehearsed in a thread, and tills that redeem meanwhile. */
export async function measureRehearse(quick: boolean): Promise<void> {
  const { members, each } = scales[quick ? 'quick' : 'full'];
  const sales = members * each;
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  say(`
Rehearse: ${sales.toLocaleString('en')} purchases of ${members.toLocaleString('en')} members in a year, under the program in force, in the server's thread for it, on SQLite;
redemptions one after the other in the server's own process, without a network, for 5 s alone and then beside it.
`);
  try {
    const args = [members, each].map(String);
    const printed = await runNode('sales', args, { DATA_DIR: folder });
    const { tookMs, aloneMs, besideMs } = JSON.parse(printed) as RehearsalTook; // It prints that.
    const aMillion = (tookMs / sales) * 1_000_000;
    const rows = [
      ['redemption alone', aloneMs],
      ['beside a rehearsal', besideMs],
    ] as const;
    say(
      table(
        ['', 'count', 'p50', 'p99'],
        rows.map(([name, all]) => [
          ...[name, String(all.length), inMs(median(all)), inMs(quantile(all, 0.99))],
        ]),
      ),
    );
    const slower = quantile(besideMs, 0.99) / quantile(aloneMs, 0.99);
    say(
      `${(tookMs / 1000).toFixed(1)} s, a million in ${(aMillion / 1000).toFixed(1)} s: ${aMillion <= aims.aMillionMs ? 'reached' : 'missed'} (aim ${aims.aMillionMs / 1000} s). p99 beside it is ${ratio(slower, 1)} times that alone: ${slower <= aims.slower ? 'reached' : 'missed'} (aim ${aims.slower}).`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
