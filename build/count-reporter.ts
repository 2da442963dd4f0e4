import type { TestEvent } from 'node:test/reporters';

/** A reporter for Node's test runner that prints one thing: how many tests passed, failed and were skipped, as JSON. */
export default async function* countReporter(events: AsyncIterable<TestEvent>) {
  for await (const event of events) {
    // Each file has a summary of its own; the one of the whole run names no file.
    if (event.type === 'test:summary' && event.data.file === undefined) {
      yield JSON.stringify(event.data.counts);
    }
  }
}
