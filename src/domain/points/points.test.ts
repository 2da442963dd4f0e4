import assert from 'node:assert/strict';
import { test } from 'node:test';
import { points } from './points.ts';

test('points are whole, and a fraction or a number too large to be exact is a bug', () => {
  assert.equal(points(-60), -60);
  for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    assert.throws(() => points(value), RangeError);
  }
});
