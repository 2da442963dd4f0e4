import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjustmentAtMost, adjustmentDraws, isAdjustment } from './adjustment.ts';

const lots = [
  { id: 'later', remaining: 100, expiresAt: 300 },
  { id: 'over', remaining: 50, expiresAt: 100 },
  { id: 'soon', remaining: 40, expiresAt: 200 },
];

test('points that are given make a lot of their own', () => {
  assert.deepEqual(adjustmentDraws('a', 50, lots, 100), [{ lotId: 'adjustment:a', points: 50 }]);
});

test('points that are taken come from the lots that expire first, and never from what has expired', () => {
  assert.deepEqual(adjustmentDraws('a', -60, lots, 100), [
    { lotId: 'soon', points: -40 },
    { lotId: 'later', points: -20 },
  ]);
  assert.equal(adjustmentDraws('a', -141, lots, 100), null);
});

test('none, parts of a point and more than anybody means are no adjustment', () => {
  for (const points of [1, -1, adjustmentAtMost, -adjustmentAtMost])
    assert.ok(isAdjustment(points));
  for (const points of [0, 0.5, Number.NaN, adjustmentAtMost + 1]) assert.ok(!isAdjustment(points));
});
