import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { type Outcome, single } from './outcome.ts';
import { run } from './programs.ts';

/** With a busy machine in mind: a loaded one takes three times as long. */
const stageTimeoutMs = 15 * 60_000;

/**
 * Runs the test files that the patterns name with Node's own runner; none found is a failure, since nothing was tested.
 * All of a stage run in one process, one after the other: a process for each would spend most of its time in
 * compiling the same sources.
 */
export async function nodeTests(
  stage: string,
  patterns: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const files = patterns.flatMap((pattern) => globSync(pattern)).sort();
  if (files.length === 0) return single(false, `No tests found: ${patterns.join(' ')}`);
  const counts = `dist/log/${stage}.json`;
  mkdirSync('dist/log', { recursive: true });
  rmSync(counts, { force: true });
  const { ok, output } = await run(
    process.execPath,
    [
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=./build/count-reporter.ts', `--test-reporter-destination=${counts}`],
      ...['build/test-files.ts', ...files],
    ],
    // Else a stage that a test runs would report to that test's runner.
    { env: { NODE_TEST_CONTEXT: undefined, ...env }, timeoutMs: stageTimeoutMs },
  );
  return read(counts, ok, output);
}

type Counts = { tests: number; passed: number; failed: number; cancelled: number; skipped: number };

function read(file: string, ok: boolean, output: string): Outcome {
  let counts: Counts;
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return single(false, output);
  }
  if (counts.tests === 0) return single(false, `No tests found.\n${output}`);
  const failed = counts.failed + counts.cancelled;
  return {
    passed: counts.passed,
    // An error outside of any test fails the run too.
    failed: ok ? failed : Math.max(1, failed),
    skipped: counts.skipped,
    report: failuresOf(output),
  };
}

/** The runner repeats every failure in full under one heading, after the long list of what passed; then comes what nobody caught. */
function failuresOf(output: string): string {
  const begun = [output.lastIndexOf('failing tests:'), output.indexOf('\nNobody caught:')];
  const from = Math.min(...begun.filter((at) => at >= 0), output.length);
  return output.slice(from) || output;
}
