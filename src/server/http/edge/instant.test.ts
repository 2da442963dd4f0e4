import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '#domain/refusal.ts';
import { instantOf } from './instant.ts';

const noon = Date.UTC(2026, 0, 15, 12);

test('RFC 3339 is read whole: small letters, offsets, parts of a second, leap seconds', () => {
  for (const text of [
    '2026-01-15T12:00:00Z',
    '2026-01-15t12:00:00z',
    '2026-01-15T13:00:00+01:00',
    '2026-01-15T12:00:00.000000000Z',
    '2026-01-15T12:00:00-00:00',
    '2026-01-15t11:59:60z',
    '2026-01-15T12:59:60+01:00',
  ])
    assert.equal(instantOf(text, '/soldAt'), noon, text);
});

test('what no calendar has is refused, with a pointer', () => {
  assert.throws(
    () => instantOf('2026-13-45T12:00:00Z', '/soldAt'),
    (error) => error instanceof Refused && 'pointer' in error.refusal,
  );
});
