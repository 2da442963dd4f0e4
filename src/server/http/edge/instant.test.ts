import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '#domain/refusal.ts';
import { instantOf } from './instant.ts';

test('what no calendar has is refused, with a pointer', () => {
  assert.throws(
    () => instantOf('2026-13-45T12:00:00Z', '/soldAt'),
    (error) => error instanceof Refused && 'pointer' in error.refusal,
  );
});
