import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOpenAt } from './opening-hours.ts';

const minute = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
};
const openAt = (opens: string, closes: string) => (text: string) =>
  isOpenAt({ opensMinute: minute(opens), closesMinute: minute(closes) }, minute(text));

test('a store is open from the minute it opens until the minute it closes', () => {
  const open = openAt('08:30', '20:00');
  assert.deepEqual(['08:29', '08:30', '19:59', '20:00'].map(open), [false, true, true, false]);
});

test('a store may close after midnight, or never', () => {
  const bar = openAt('18:00', '02:00');
  assert.deepEqual(['17:59', '18:00', '23:59', '01:59', '02:00'].map(bar), [
    false,
    true,
    true,
    true,
    false,
  ]);
  const always = openAt('00:00', '00:00');
  assert.ok(['00:00', '12:00', '23:59'].every(always));
});

test('a store that does not say is closed from ten in the evening till six', () => {
  const open = (text: string) => isOpenAt(undefined, minute(text));
  assert.deepEqual(['05:59', '06:00', '21:59', '22:00'].map(open), [false, true, true, false]);
});
