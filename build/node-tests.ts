import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { type Outcome, single } from './outcome.ts';
import { run } from './programs.ts';

/** With a busy machine in mind: a loaded one takes three times as long. */
const stageTimeoutMs = 15 * 60_000;

/**
 * Room for what is new in the heap, in MB. A test's server lives for a tenth of a second: in Node's own room, a quarter of
 * this, more of it is copied before it ends (`docs/build.md` has the figures).
 */
const newObjectsMb = 64;

/**
 * Runs the test files that the patterns name with Node's own runner. A pattern that names none and a file without a test
 * are failures, since nothing was tested there.
 * All of a stage run in one process, one after the other: a process for each would spend most of its time in
 * compiling the same sources.
 */
export async function nodeTests(
  stage: string,
  patterns: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const found = patterns.map((pattern) => ({ pattern, files: globSync(pattern) }));
  const empty = found.filter(({ files }) => files.length === 0).map(({ pattern }) => pattern);
  if (empty.length > 0 || found.length === 0)
    return single(false, `No tests found: ${empty.join(' ')}`);
  const files = found.flatMap((one) => one.files).sort();
  const counts = `dist/log/${stage}.json`;
  mkdirSync('dist/log', { recursive: true });
  rmSync(counts, { force: true });
  const { ok, output } = await run(
    process.execPath,
    [
      `--max-semi-space-size=${newObjectsMb}`,
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=./build/count-reporter.ts', `--test-reporter-destination=${counts}`],
      ...['build/test-files.ts', ...files],
    ],
    // Else a stage that a test runs would report to that test's runner.
    { env: { NODE_TEST_CONTEXT: undefined, ...env }, timeoutMs: stageTimeoutMs },
  );
  return read(counts, ok, output);
}

type Counts = {
  passed: number;
  failed: number;
  cancelled: number;
  skipped: number;
  empty: string[];
};

function read(file: string, ok: boolean, output: string): Outcome {
  let counts: Counts;
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return single(false, output);
  }
  const without = counts.empty.map((file) => `No tests found: ${file}\n`);
  const failed = counts.failed + counts.cancelled + without.length;
  return {
    passed: counts.passed,
    // An error outside of any test fails the run too.
    failed: ok ? failed : Math.max(1, failed),
    skipped: counts.skipped,
    report: without.join('') + (ok ? '' : failuresOf(output)),
  };
}

/** The runner repeats every failure in full under one heading, after the long list of what passed; then comes what nobody caught. */
function failuresOf(output: string): string {
  const begun = [output.lastIndexOf('failing tests:'), output.indexOf('\nNobody caught:')];
  const from = Math.min(...begun.filter((at) => at >= 0), output.length);
  return output.slice(from) || output;
}
