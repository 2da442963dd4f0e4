import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckInRule } from '#domain/program/earning-rule.ts';
import { checkInRules, visitOf } from './check-in.ts';

const hourMs = 60 * 60_000;
const zone = 'Europe/Dublin';

test('a visit is one for each store and day of the shop, also on the days on which clocks change', () => {
  for (const [day, hours] of [
    ['2026-03-28T00:00:00Z', 24],
    ['2026-03-29T00:00:00Z', 23],
    ['2026-10-24T23:00:00Z', 25],
  ] as const) {
    const midnight = Date.parse(day);
    const first = visitOf('main', midnight, zone);
    for (let hour = 0; hour < hours; hour += 1) {
      assert.equal(visitOf('main', midnight + hour * hourMs, zone), first, `${day}, hour ${hour}`);
    }
    assert.notEqual(visitOf('main', midnight + hours * hourMs, zone), first);
    assert.notEqual(visitOf('main', midnight - 1, zone), first);
    assert.notEqual(visitOf('north', midnight, zone), first);
  }
});

test('a rule for some stores is asked there only, and several in the order of their ids', () => {
  const rule = (id: string, stores?: string[]): CheckInRule => ({
    id,
    kind: 'check-in',
    name: { en: id },
    points: 5,
    limits: {},
    when: stores ? { stores } : {},
  });
  const earning = [rule('b'), rule('a', ['main'])];
  assert.deepEqual(
    checkInRules({ earning }, 'main').map(({ id }) => id),
    ['a', 'b'],
  );
  assert.deepEqual(
    checkInRules({ earning }, 'north').map(({ id }) => id),
    ['b'],
  );
});
