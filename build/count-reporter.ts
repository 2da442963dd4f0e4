import type { TestEvent } from 'node:test/reporters';

/**
 * A reporter for Node's test runner that prints one thing as JSON: how many tests passed, failed and were skipped, and
 * which outermost suites, one for each file, passed without a test.
 */
export default async function* countReporter(events: AsyncIterable<TestEvent>) {
  const empty: string[] = [];
  // What is inside a suite is told before the suite itself, and one file after another.
  let tests = 0;
  for await (const { type, data } of events) {
    if (type === 'test:summary') yield JSON.stringify({ ...data.counts, empty });
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type !== 'suite') tests += 1;
    if (data.nesting > 0) continue;
    if (type === 'test:pass' && tests === 0) empty.push(data.name);
    tests = 0;
  }
}
