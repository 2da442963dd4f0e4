import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inMs, median, quantile, ratio, say, table } from './report.ts';
import { runNode } from './run-programs.ts';

/** The aim: a redemption takes at most so many times as long with a long history as with a short one. */
const aim = 1.2;

const scales = {
  quick: { few: 10, many: 10_000, times: 40 },
  full: { few: 10, many: 100_000, times: 150 },
} as const;

/** What one member's redemptions took, one after another. */
export interface Took {
  readonly entries: number;
  readonly issueMs: readonly number[];
  readonly lookMs: readonly number[];
  readonly redeemMs: readonly number[];
}

/** Redeeming for a member with a short history and for one with a very long one, in turn. */
export async function measureEntries(quick: boolean): Promise<void> {
  const { few, many, times } = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  say(`
Entries: one member with ${few} ledger entries and one with ${many.toLocaleString('en')}, each a purchase of this year whose points are
unspent; ${times} vouchers each, looked at and redeemed in turn, in the server's own process, without a network.
`);
  try {
    const printed = await runNode('entries', [few, many, times].map(String), {
      DATA_DIR: folder,
    });
    const [short, long] = JSON.parse(printed) as [Took, Took]; // As `many-entries.ts` prints it.
    const row = ({ entries, issueMs, lookMs, redeemMs }: Took) => [
      entries.toLocaleString('en'),
      inMs(median(issueMs)),
      inMs(median(lookMs)),
      inMs(median(redeemMs)),
      inMs(quantile(redeemMs, 0.99)),
    ];
    say(
      table(
        ['entries', 'issue p50', 'look p50', 'redeem p50', 'redeem p99'],
        [row(short), row(long)],
      ),
    );
    const slower = median(long.redeemMs) / median(short.redeemMs);
    const verdict = slower <= aim ? 'reached' : 'missed';
    say(
      `Redeeming: ratio ${slower.toFixed(2)} ${verdict} (aim ${aim}); looking: ${ratio(median(long.lookMs), median(short.lookMs))}.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
