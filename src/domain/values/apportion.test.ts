import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { apportion, shareOf } from './apportion.ts';

const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
const anyWeights = fc.array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 30 });
const anyWhole = fc.nat(200_000_000_000);

test('what rounding leaves over goes to whoever lost most by it, among equals to the first', () => {
  assert.deepEqual(apportion(10, [1, 1, 1]), [4, 3, 3]);
  assert.deepEqual(apportion(10, [3, 5, 2]), [3, 5, 2]);
  assert.deepEqual(apportion(1, [299, 500, 201]), [0, 1, 0]);
  assert.deepEqual(apportion(12, [999, 300]), [9, 3]);
});

test('weights that are all nothing count alike, and without weights there is nobody', () => {
  assert.deepEqual(apportion(5, [0, 0]), [3, 2]);
  assert.deepEqual(apportion(5, []), []);
});

test('what weighs nothing gets nothing', () => {
  fc.assert(
    fc.property(anyWhole, anyWeights, (whole, weights) => {
      const parts = apportion(whole, [0, ...weights, 1]);
      assert.equal(parts[0], 0);
    }),
  );
});

test('the parts make the whole, and none is a point or more away from its exact share', () => {
  fc.assert(
    fc.property(anyWhole, anyWeights, (whole, weights) => {
      const parts = apportion(whole, weights);
      assert.equal(sum(parts), whole);
      const all = sum(weights);
      for (const [index, part] of parts.entries()) {
        if (all === 0) continue;
        const least = shareOf(whole, weights[index] ?? 0, all);
        assert.ok(part === least || part === least + 1);
      }
    }),
  );
});

test('a share is exact where a float would lose it', () => {
  assert.equal(shareOf(9_007_199_254_740_991, 999_999_999, 1_000_000_000), 9_007_199_245_733_791);
});
