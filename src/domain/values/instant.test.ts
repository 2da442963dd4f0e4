import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDay, readInstant } from './instant.ts';

const noon = Date.UTC(2026, 0, 15, 12);

test('RFC 3339 is read whole: small letters, offsets, parts of a second, leap seconds', () => {
  for (const text of [
    '2026-01-15T12:00:00Z',
    '2026-01-15t12:00:00z',
    '2026-01-15T13:00:00+01:00',
    '2026-01-15T12:00:00.000000000Z',
    '2026-01-15T12:00:00-00:00',
    '2026-01-15t11:59:60z',
    '2026-01-15T12:59:60.5+01:00',
  ])
    assert.equal(readInstant(text), noon, text);
});

test('what only a date parser understands, or no calendar has, is no time', () => {
  for (const text of [
    '2026-01-15T13:00:00+0100',
    '2026-01-15T13:00:00+01',
    '2026-01-15T13:00:00',
    '2026-01-15T13:00+01:00',
    '2026-01-15 13:00:00+01:00',
    '2026-01-15T12:00:00,5Z',
    '2026-01-15T12:00:00.Z',
    '2026-01-15T24:00:00Z',
    '2026-01-15T12:60:00Z',
    '2026-01-15T12:00:00+24:00',
    '2026-02-30T12:00:00Z',
    '2026-13-01T12:00:00Z',
    ' 2026-01-15T12:00:00Z',
    '2026-01-15T12:00:00Z\n',
    '2026-01-15',
  ])
    assert.equal(readInstant(text), null, text);
});

test('a day is one of the calendar', () => {
  assert.equal(readDay('2028-02-29'), Date.UTC(2028, 1, 29));
  for (const text of ['2026-02-29', '2026-04-31', '2026-00-10', '2026-1-1', '20260101', ''])
    assert.equal(readDay(text), null, text);
});
