import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { closesAfter, isOpenAt, opensAfter, type WeeklyHours } from './weekly-hours.ts';

const timeZone = 'Europe/Berlin';
const at = (wall: string) => Date.parse(wall);
const said = (instant: number | null) => instant && new Date(instant).toISOString();

describe('weekday mornings', () => {
  const mornings: WeeklyHours = {
    days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    hours: { from: 8 * 60, until: 11 * 60 },
  };
  const friday = at('2026-01-16T10:00:00+01:00');

  test('hold from their first minute, and not at their last', () => {
    assert.ok(isOpenAt(mornings, at('2026-01-16T08:00:00+01:00'), timeZone));
    assert.ok(!isOpenAt(mornings, at('2026-01-16T11:00:00+01:00'), timeZone));
    assert.ok(!isOpenAt(mornings, at('2026-01-17T09:00:00+01:00'), timeZone));
  });

  test('end at eleven, and begin again on Monday', () => {
    assert.equal(said(closesAfter(mornings, friday, timeZone)), '2026-01-16T10:00:00.000Z');
    assert.equal(said(opensAfter(mornings, friday, timeZone)), '2026-01-19T07:00:00.000Z');
  });
});

describe('hours past midnight', () => {
  const late: WeeklyHours = { hours: { from: 22 * 60, until: 2 * 60 } };

  test('go on after it', () => {
    const evening = at('2026-01-16T23:00:00+01:00');
    assert.ok(isOpenAt(late, at('2026-01-17T01:00:00+01:00'), timeZone));
    assert.equal(said(closesAfter(late, evening, timeZone)), '2026-01-17T01:00:00.000Z');
  });

  test('of one day end with that day, because the next one is another', () => {
    const sunday: WeeklyHours = { ...late, days: ['sunday'] };
    const evening = at('2026-01-18T23:30:00+01:00');
    assert.equal(said(closesAfter(sunday, evening, timeZone)), '2026-01-18T23:00:00.000Z');
    assert.equal(said(opensAfter(sunday, evening, timeZone)), '2026-01-24T23:00:00.000Z');
  });
});

test('all day on every day never ends', () => {
  assert.equal(closesAfter({}, at('2026-01-16T12:00:00Z'), timeZone), null);
});

test('where the clocks leave out the first hour, they begin when the clocks have changed', () => {
  const night: WeeklyHours = { hours: { from: 2 * 60 + 30, until: 5 * 60 } };
  const before = at('2026-03-29T00:30:00+01:00');
  assert.equal(said(opensAfter(night, before, timeZone)), '2026-03-29T01:30:00.000Z');
});

test('one day a week begins a week later, also on that day itself', () => {
  const mondays: WeeklyHours = { days: ['monday'], hours: { from: 600, until: 660 } };
  const justOver = at('2026-01-19T11:00:00+01:00');
  assert.equal(said(opensAfter(mondays, justOver, timeZone)), '2026-01-26T09:00:00.000Z');
});
