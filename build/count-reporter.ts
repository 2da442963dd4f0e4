import type { TestEvent } from 'node:test/reporters';

/** A reporter for Node's test runner that prints one thing: how many tests passed, failed and were skipped, as JSON. */
export default async function* countReporter(events: AsyncIterable<TestEvent>) {
  for await (const event of events) {
    if (event.type === 'test:summary') {
      yield JSON.stringify(event.data.counts);
    }
  }
}
