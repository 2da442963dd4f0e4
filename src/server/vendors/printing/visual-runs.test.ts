import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visualRuns } from './visual-runs.ts';

test('a line stands on paper as it is read, in either direction and mixed', () => {
  assert.deepEqual(visualRuns('Corner Café (24)', 'ltr'), ['Corner Café (24)']);
  // From the right: the first word last, and each word as it is read.
  assert.deepEqual(visualRuns('مقهى الزاوية', 'rtl'), ['الزاوية', ' ', 'مقهى']);
  // A Latin name within it keeps its own direction; the brackets around it open to the other side.
  assert.deepEqual(
    visualRuns('مقهى (Café 24)', 'rtl').filter((one) => one !== ''),
    ['(', 'Café 24', ')', ' ', 'مقهى'],
  );
  assert.deepEqual(
    visualRuns('بحجم 100', 'rtl').filter((one) => one !== ''),
    ['100', ' ', 'بحجم'],
  );
});
