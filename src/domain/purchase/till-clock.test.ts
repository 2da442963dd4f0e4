import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBeforeJoining } from './till-clock.ts';

const zone = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);

test('the day of joining counts from its first minute, and a slow clock’s five minutes before it', () => {
  const joined = at('2026-03-10T15:00:00+01:00');
  const before = (text: string) => isBeforeJoining(at(text), joined, zone);
  assert.deepEqual(
    [
      before('2026-03-10T15:00:01+01:00'),
      before('2026-03-10T00:00:00+01:00'),
      before('2026-03-09T23:55:00+01:00'),
      before('2026-03-09T23:54:59+01:00'),
      before('2025-03-10T15:00:00+01:00'),
    ],
    [false, false, false, true, true],
  );
});

test('the day is the program’s, also where a clock change makes it longer or shorter', () => {
  // 29 March 2026 begins in winter time and has 23 hours; 25 October begins in summer time and has 25.
  const spring = at('2026-03-29T22:00:00+02:00');
  assert.equal(isBeforeJoining(at('2026-03-29T00:00:00+01:00'), spring, zone), false);
  assert.equal(isBeforeJoining(at('2026-03-28T23:54:00+01:00'), spring, zone), true);
  const autumn = at('2026-10-25T23:00:00+01:00');
  assert.equal(isBeforeJoining(at('2026-10-25T00:00:00+02:00'), autumn, zone), false);
  assert.equal(isBeforeJoining(at('2026-10-24T23:54:00+02:00'), autumn, zone), true);
  // The same instants are the day before in New York, which joined on the 24th.
  assert.equal(
    isBeforeJoining(
      at('2026-10-24T23:54:00+02:00'),
      at('2026-10-24T20:00:00-04:00'),
      'America/New_York',
    ),
    false,
  );
});
