import { readFileSync, rmSync } from 'node:fs';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { type Outcome, single } from './outcome.ts';
import { run } from './programs.ts';

const playwright = 'node_modules/@playwright/test/cli.js';

/**
 * Ends a run that hangs. A whole run takes a third of this time on two idle cores, and three times as long on a loaded
 * machine.
 */
const stageTimeoutMs = 30 * 60_000;

/** Runs the end-to-end tests of these engines, by their names in Playwright's configuration. */
export async function browserTests(...engines: readonly string[]): Promise<Outcome> {
  // A folder for each set of engines, so that one run does not delete what another kept of its failures.
  const kept = `dist/e2e/${engines.join('-')}`;
  const results = `${kept}.json`;
  rmSync(results, { force: true });
  const args = [playwright, 'test', '--config', 'e2e/playwright.config.ts', '--reporter', 'json'];
  args.push('--output', kept, ...engines.map((engine) => `--project=${engine}`));
  const { ok, output } = await run(process.execPath, args, {
    timeoutMs: stageTimeoutMs,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: results },
  });
  let report: JSONReport;
  try {
    report = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    return single(false, output);
  }
  const { expected, flaky, unexpected, skipped } = report.stats;
  const broken = report.errors.map(({ message }) => message ?? 'An error without a message');
  const failed = unexpected + broken.length;
  return {
    passed: expected + flaky,
    failed: ok ? failed : Math.max(1, failed),
    skipped,
    report: [...broken, ...report.suites.flatMap(failuresOf)].join('\n\n') || output,
    note: [...new Set(report.suites.flatMap(skipsOf))].join('\n'),
  };
}

/** Why tests were skipped: a green line must not look like more than it is. */
function skipsOf(suite: JSONReportSuite): string[] {
  const marks = suite.specs.flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations));
  const own = marks.flatMap(({ type, description }) =>
    type === 'skip' && description ? [`skipped: ${description}`] : [],
  );
  return [...own, ...(suite.suites ?? []).flatMap(skipsOf)];
}

function failuresOf(suite: JSONReportSuite): string[] {
  const own = suite.specs
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const found = spec.tests.flatMap((test) => test.results);
      const errors = found.flatMap((result) => result.errors.map(({ message }) => message ?? ''));
      const kept = found.flatMap((result) => result.attachments.flatMap(({ path }) => path ?? []));
      return [`${spec.file}:${spec.line} ${spec.title}`, ...errors, ...kept].join('\n');
    });
  return [...own, ...(suite.suites ?? []).flatMap(failuresOf)];
}
