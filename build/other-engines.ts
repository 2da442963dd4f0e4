import { browserTests } from './browser-tests.ts';
import type { Outcome } from './outcome.ts';
import { run } from './programs.ts';

const minuteMs = 60_000;

/** By their names in Playwright's configuration. */
const engines = ['firefox', 'webkit'] as const;
type Engine = (typeof engines)[number];

export interface Found {
  /** The engines that the tests can run in. */
  readonly able: readonly Engine[];
  /** A line for each other engine, so that a green result does not seem to include it. */
  readonly skipped: readonly string[];
}

/**
 * Runs the core tests in the engines besides Chromium. An engine that is missing or does not start is skipped, because
 * that is a fault of the machine and not of the product.
 */
export async function otherEngines(): Promise<Outcome> {
  const node = process.execPath;
  await run(node, ['build/prepare.mjs', 'extras'], { timeoutMs: 12 * minuteMs });
  const { output } = await run(node, ['e2e/engines.ts'], { timeoutMs: 6 * minuteMs });
  const { able, skipped } = foundIn(output);
  const none: Outcome = { passed: 0, failed: 0, skipped: 0, report: output };
  const ran = able.length > 0 ? await browserTests(...able) : none;
  return {
    ...ran,
    skipped: ran.skipped + skipped.length,
    note: [ran.note, ...skipped].filter(Boolean).join('\n'),
  };
}

/** Reads what `e2e/engines.ts` printed. */
export function foundIn(output: string): Found {
  const states = engines.map((engine) => ({
    engine,
    state: new RegExp(`^${engine}: (.*)$`, 'm').exec(output)?.[1] ?? 'gave no answer here',
  }));
  return {
    able: states.filter(({ state }) => state === 'starts').map(({ engine }) => engine),
    skipped: states
      .filter(({ state }) => state !== 'starts')
      .map(({ engine, state }) => `skipped: ${engine} ${state}`),
  };
}
