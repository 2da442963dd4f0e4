import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayOf } from '#domain/values/calendar.ts';
import { claimableSince, claimEnd, isClaimed, readDay } from './claim.ts';

const program = { claims: { days: 14 }, timeZone: 'Europe/Berlin' };
const soldAt = Date.parse('2026-03-15T23:30:00+01:00');
const sale = { soldAt, paidMinor: 1_299 };
const claim = { paidMinor: 1_299, day: { year: 2026, month: 3, day: 15 } };
const member = { at: soldAt + 1_000, joinedAt: 0 };
const hourMs = 60 * 60_000;

test('a claim is right with the amount and the day of the shop’s own calendar', () => {
  assert.equal(isClaimed(program, sale, claim, member), true);
  assert.equal(isClaimed(program, sale, { ...claim, paidMinor: 1_300 }, member), false);
  const next = { ...claim, day: { ...claim.day, day: 16 } };
  assert.equal(isClaimed(program, sale, next, member), false);
  assert.equal(isClaimed({ timeZone: program.timeZone }, sale, claim, member), false);
});

test('it can be claimed to the end of the last day, also over the change of clocks', () => {
  const end = Date.parse('2026-03-30T00:00:00+02:00');
  assert.equal(claimEnd(program, soldAt), end);
  assert.equal(claimEnd({ timeZone: 'UTC' }, soldAt), null);
  assert.equal(isClaimed(program, sale, claim, { ...member, at: end - 1 }), true);
  assert.equal(isClaimed(program, sale, claim, { ...member, at: end }), false);
});

test('who joined at the till has that day’s purchase, and who joined later has not', () => {
  const joined = (joinedAt: number) => isClaimed(program, sale, claim, { ...member, joinedAt });
  assert.deepEqual([joined(soldAt + hourMs / 2 - 1), joined(soldAt + hourMs / 2)], [true, false]);
});

test('whatever the day and the zone: a sale is claimable exactly while its day is not before the first', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 90 * 24 * 60 }),
      fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Pacific/Apia', 'Asia/Kathmandu'),
      fc.integer({ min: Date.UTC(2011, 11, 1), max: Date.UTC(2030, 0, 1) }),
      (days, minutes, timeZone, sold) => {
        const at = sold + minutes * 60_000;
        const rules = { claims: { days }, timeZone };
        const day = dayOf(sold, timeZone);
        const now = { at, joinedAt: 0 };
        const taken = isClaimed(rules, { soldAt: sold, paidMinor: 5 }, { paidMinor: 5, day }, now);
        assert.equal(taken, sold >= claimableSince(days, at, timeZone));
      },
    ),
  );
});

test('a day is read as a field for dates sends it, and one that is not in the calendar is none', () => {
  assert.deepEqual(readDay(' 2028-02-29 '), { year: 2028, month: 2, day: 29 });
  for (const typed of ['2026-02-29', '2026-13-01', '15.3.2026', '', '2026-00-10']) {
    assert.equal(readDay(typed), null, typed);
  }
});
