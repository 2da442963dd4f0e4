import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inMs, median, quantile, say, table, within } from './report.ts';
import { runNode } from './run-programs.ts';

/** The aim: a purchase takes at most so much longer than with one rule. */
const aimMs = 1;

/** What purchases took under a program with so many rules. */
export interface RulesTook {
  readonly name: string;
  readonly purchaseMs: readonly number[];
  /** The processor's time, which others at work on the machine hardly stretch. */
  readonly cpuMs: readonly number[];
}

/** A purchase of five lines, under one rule and under two hundred, in turn. */
export async function measureRules(quick: boolean): Promise<void> {
  const times = quick ? 100 : 600;
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  say(`
Rules: purchases of five lines under programs with 1 and with 200 ways to earn in force; ${times} under each, in turn, in the server's own
process, without a network.
`);
  try {
    const printed = await runNode('rules', [String(times)], { DATA_DIR: folder });
    const all = JSON.parse(printed) as RulesTook[]; // As `many-rules.ts` prints it.
    const [one] = all;
    if (!one) throw new Error('nothing was measured');
    say(
      table(
        ['rules', 'purchase p50', 'p99', 'processor p50', 'over one rule'],
        all.map(({ name, purchaseMs, cpuMs }) => [
          name,
          inMs(median(purchaseMs)),
          inMs(quantile(purchaseMs, 0.99)),
          inMs(median(cpuMs)),
          within(Math.max(0, median(cpuMs) - median(one.cpuMs)), aimMs),
        ]),
      ),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
