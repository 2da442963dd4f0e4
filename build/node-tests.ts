import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Outcome, single } from './outcome.ts';
import { run } from './programs.ts';

/** One file of tests, and a whole stage; both with a busy machine in mind: a loaded one takes three times as long. */
const fileTimeoutMs = 5 * 60_000;
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
  const all = path.resolve(`dist/log/${stage}.tests.mjs`);
  const counts = `dist/log/${stage}.json`;
  rmSync(counts, { force: true });
  writeFileSync(all, suitesOf(files));
  const { ok, output } = await run(
    process.execPath,
    [
      ...['--test', '--test-isolation=none'],
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=./build/count-reporter.ts', `--test-reporter-destination=${counts}`],
      all,
    ],
    { env, timeoutMs: stageTimeoutMs },
  );
  return read(counts, ok, output);
}

/** A program that runs each file as a suite of its own, so that what a file does before and after is done for its tests alone. */
function suitesOf(files: readonly string[]): string {
  const suites = files.map((file) => {
    const url = JSON.stringify(pathToFileURL(file).href);
    return `suite(${JSON.stringify(file)}, { timeout: ${fileTimeoutMs} }, () => import(${url}));\n`;
  });
  return `import { suite } from 'node:test';\n${suites.join('')}`;
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
