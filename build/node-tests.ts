import { readFileSync, rmSync } from 'node:fs';
import { type Outcome, single } from './outcome.ts';
import { run } from './programs.ts';

// Two stages run side by side, so each takes half of the machine.
const concurrency = Math.max(1, Math.floor(navigator.hardwareConcurrency / 2));

/** Each test; and a whole stage, with a busy machine in mind: a loaded one takes three times as long. */
const testTimeoutMs = 60_000;
const stageTimeoutMs = 15 * 60_000;

/** Runs the test files that the patterns name with Node's own runner; none found is a failure, since nothing was tested. */
export async function nodeTests(
  stage: string,
  patterns: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  const counts = `dist/log/${stage}.json`;
  rmSync(counts, { force: true });
  const { ok, output } = await run(
    process.execPath,
    [
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${testTimeoutMs}`,
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=./build/count-reporter.ts', `--test-reporter-destination=${counts}`],
      ...patterns,
    ],
    { env, timeoutMs: stageTimeoutMs },
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
    // Something outside of any test can fail the run too.
    failed: ok ? failed : Math.max(1, failed),
    skipped: counts.skipped,
    report: failuresOf(output),
  };
}

/** The runner repeats every failure in full under one heading, after the long list of what passed. */
function failuresOf(output: string): string {
  const from = output.lastIndexOf('failing tests:');
  return from < 0 ? output : output.slice(from);
}
