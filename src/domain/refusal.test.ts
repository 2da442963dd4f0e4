import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused, refusalKeys, refuseWhen } from './refusal.ts';

test('a refusal is thrown with what a sentence about it needs', () => {
  const refusal = { key: 'points-short', missing: 120 } as const;
  assert.throws(
    () => refuseWhen(refusal),
    (thrown) => thrown instanceof Refused && thrown.refusal === refusal,
  );
});

test('where nothing is wrong nothing is thrown', () => {
  assert.doesNotThrow(() => refuseWhen(null));
});

test('keys of refusals are words with hyphens, each once', () => {
  assert.equal(new Set(refusalKeys).size, refusalKeys.length);
  for (const key of refusalKeys) assert.match(key, /^[a-z]+(-[a-z]+)*$/);
});
