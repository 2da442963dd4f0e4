import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjustmentAtMost, isAdjustment } from './adjustment.ts';

test('none, parts of a point and more than anybody means are no adjustment', () => {
  for (const points of [1, -1, adjustmentAtMost, -adjustmentAtMost])
    assert.ok(isAdjustment(points));
  for (const points of [0, 0.5, Number.NaN, adjustmentAtMost + 1]) assert.ok(!isAdjustment(points));
});
