import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  dayOf,
  endOfDayAfterMonths,
  minuteOfDay,
  monthAround,
  monthsBefore,
  startOfDay,
} from './calendar.ts';

const iso = (at: number) => new Date(at).toISOString().replace('.000', '');
const ends = (from: string, months: number, timeZone: string) =>
  iso(endOfDayAfterMonths(Date.parse(from), months, timeZone));
const before = (at: string, months: number) => iso(monthsBefore(Date.parse(at), months));
const begins = (year: number, month: number, day: number, timeZone: string) =>
  iso(startOfDay(year, month - 1, day, timeZone));

test('points last to the end of the day, some months on, by the program’s own clock', () => {
  assert.equal(ends('2026-06-10T15:00:00Z', 12, 'Europe/Berlin'), '2027-06-10T22:00:00Z');
  assert.equal(ends('2026-06-10T15:00:00Z', 12, 'America/New_York'), '2027-06-11T04:00:00Z');
  assert.equal(ends('2026-06-10T15:00:00Z', 12, 'Asia/Riyadh'), '2027-06-10T21:00:00Z');
  assert.equal(ends('2026-06-10T15:00:00Z', 12, 'Pacific/Apia'), '2027-06-11T11:00:00Z');
});

test('the day that counts is the shop’s, not Greenwich’s', () => {
  // Half past eleven at night in New York is already the next day in UTC.
  assert.equal(ends('2026-03-06T04:30:00Z', 1, 'America/New_York'), '2026-04-06T04:00:00Z');
  // Half past midnight in Riyadh is the day before in Greenwich.
  assert.equal(ends('2026-03-05T21:30:00Z', 1, 'Asia/Riyadh'), '2026-04-06T21:00:00Z');
});

test('the 31st of a month that has fewer days is its last day', () => {
  assert.equal(ends('2026-01-31T12:00:00Z', 1, 'Europe/Berlin'), '2026-02-28T23:00:00Z');
  assert.equal(ends('2028-01-31T12:00:00Z', 1, 'Europe/Berlin'), '2028-02-29T23:00:00Z');
  assert.equal(ends('2026-03-31T12:00:00Z', 1, 'Europe/Berlin'), '2026-04-30T22:00:00Z');
  assert.equal(ends('2026-08-31T12:00:00Z', 6, 'Europe/Berlin'), '2027-02-28T23:00:00Z');
});

test('a leap day comes back on 28 February, or on itself four years on', () => {
  assert.equal(ends('2028-02-29T12:00:00Z', 12, 'Europe/Berlin'), '2029-02-28T23:00:00Z');
  assert.equal(ends('2028-02-29T12:00:00Z', 48, 'Europe/Berlin'), '2032-02-29T23:00:00Z');
});

test('the last day of the year ends with the year', () => {
  assert.equal(ends('2026-12-31T12:00:00Z', 12, 'Europe/Berlin'), '2027-12-31T23:00:00Z');
  assert.equal(ends('2026-12-31T23:30:00Z', 1, 'Europe/Berlin'), '2027-02-01T23:00:00Z');
});

test('points earned in summer time end with a winter day, and the other way round', () => {
  assert.equal(ends('2026-07-15T12:00:00Z', 6, 'Europe/Berlin'), '2027-01-15T23:00:00Z');
  assert.equal(ends('2026-01-15T12:00:00Z', 6, 'Europe/Berlin'), '2026-07-15T22:00:00Z');
  // The days on which the clocks change, and the eve of one.
  assert.equal(ends('2026-02-28T12:00:00Z', 1, 'Europe/Berlin'), '2026-03-28T23:00:00Z');
  assert.equal(ends('2026-02-28T23:30:00Z', 0, 'Europe/Berlin'), '2026-03-01T23:00:00Z');
  assert.equal(begins(2026, 3, 29, 'Europe/Berlin'), '2026-03-28T23:00:00Z');
  assert.equal(begins(2026, 3, 30, 'Europe/Berlin'), '2026-03-29T22:00:00Z');
  assert.equal(begins(2026, 11, 1, 'America/New_York'), '2026-11-01T04:00:00Z');
  assert.equal(begins(2026, 11, 2, 'America/New_York'), '2026-11-02T05:00:00Z');
});

test('where clocks jump at midnight the day begins at the jump', () => {
  // Cairo, 24 April 2026: 00:00 is 01:00 at once.
  assert.equal(begins(2026, 4, 24, 'Africa/Cairo'), '2026-04-23T22:00:00Z');
  assert.deepEqual(dayOf(Date.parse('2026-04-23T22:00:00Z'), 'Africa/Cairo').day, 24);
});

test('where midnight comes twice the day begins with the first', () => {
  // Havana, 1 November 2026: at 01:00 it is 00:00 again.
  assert.equal(begins(2026, 11, 1, 'America/Havana'), '2026-11-01T04:00:00Z');
});

test('a day that a calendar left out begins when the next one did', () => {
  // Samoa went from 29 to 31 December 2011.
  assert.equal(begins(2011, 12, 29, 'Pacific/Apia'), '2011-12-29T10:00:00Z');
  assert.equal(begins(2011, 12, 30, 'Pacific/Apia'), '2011-12-30T10:00:00Z');
  assert.equal(begins(2011, 12, 31, 'Pacific/Apia'), '2011-12-30T10:00:00Z');
  assert.equal(begins(2012, 1, 1, 'Pacific/Apia'), '2011-12-31T10:00:00Z');
});

const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Riyadh', 'Pacific/Apia', 'Africa/Cairo'];

test('in every zone and century’s worth of days: a day holds its first instant, and not the one before', () => {
  const anyDay = fc.integer({ min: Date.UTC(2013, 0), max: Date.UTC(2060, 0) });
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...zones), (at, timeZone) => {
      const { year, month, day } = dayOf(at, timeZone);
      const first = startOfDay(year, month - 1, day, timeZone);
      assert.ok(first <= at);
      assert.deepEqual(dayOf(first, timeZone), { year, month, day });
      assert.notDeepEqual(dayOf(first - 1, timeZone), { year, month, day });
    }),
  );
});

test('points earned later never end earlier', () => {
  const anyMoment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2032, 0) });
  const anyMonths = fc.integer({ min: 1, max: 36 });
  fc.assert(
    fc.property(
      anyMoment,
      anyMoment,
      anyMonths,
      fc.constantFrom(...zones),
      (a, b, months, zone) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(
          endOfDayAfterMonths(early, months, zone) <= endOfDayAfterMonths(late, months, zone),
        );
        assert.ok(endOfDayAfterMonths(early, months, zone) > early);
      },
    ),
  );
});

test('months back is the same day and time, or the month’s last day where it has no such day', () => {
  assert.equal(before('2026-11-23T14:02:03Z', 12), '2025-11-23T14:02:03Z');
  assert.equal(before('2026-03-31T10:00:00Z', 1), '2026-02-28T10:00:00Z');
  assert.equal(before('2028-02-29T10:00:00Z', 12), '2027-02-28T10:00:00Z');
  assert.equal(before('2026-01-15T10:00:00Z', 2), '2025-11-15T10:00:00Z');
});

test('a month is that of the program’s own clock, also at its ends and where the clocks change', () => {
  const berlin = 'Europe/Berlin';
  const { from, end } = monthAround(Date.parse('2026-10-31T22:59:59Z'), berlin);
  assert.deepEqual([iso(from), iso(end)], ['2026-09-30T22:00:00Z', '2026-10-31T23:00:00Z']);
  assert.equal(iso(monthAround(end, berlin).from), iso(end));
  assert.equal(
    iso(monthAround(Date.parse('2026-12-31T12:00:00Z'), berlin).end),
    '2026-12-31T23:00:00Z',
  );
});

test('the minute of the day is that of the clock on the wall', () => {
  const at = Date.UTC(2026, 0, 15, 21, 59, 30);
  assert.equal(minuteOfDay(at, 'Europe/Berlin'), 22 * 60 + 59);
  assert.equal(minuteOfDay(at, 'Asia/Kolkata'), 3 * 60 + 29);
  // In summer the clocks are an hour further, and before 1970 it is a day as well.
  assert.equal(minuteOfDay(Date.UTC(2026, 6, 15, 21, 59), 'Europe/Berlin'), 23 * 60 + 59);
  assert.equal(minuteOfDay(-60_000, 'UTC'), 23 * 60 + 59);
});

test('an instant has the same day and time of day whatever was asked before, also around a change of clocks', () => {
  const minutes = (from: string, timeZone: string) =>
    [0, 59_999, 60_000, -1, -60_000].map((ms) => minuteOfDay(Date.parse(from) + ms, timeZone));
  const casey = [181, 181, 182, 0, 0];
  for (let again = 0; again < 2; again += 1) {
    // At Casey Station clocks went three hours on at a minute past midnight.
    assert.deepEqual(minutes('2020-10-03T16:01:00Z', 'Antarctica/Casey'), casey);
    assert.deepEqual(minutes('2026-03-29T01:00:00Z', 'Europe/Berlin'), [180, 180, 181, 119, 119]);
  }
});
