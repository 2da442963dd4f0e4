import assert from 'node:assert/strict';
import { test } from 'node:test';
import { birthdayIsDue } from './birthday.ts';

const timeZone = 'Europe/Berlin';
const rule = { afterDays: 30, leapDay: 'feb-28' } as const;
const day = { year: 2026, month: 12, day: 24 };
const birthday = { month: 12, day: 24 };
const berlin = (text: string) => Date.parse(`${text}+01:00`);

test('a birthday earns from so many days of membership on, counted in days of the program', () => {
  const joined = (text: string) =>
    birthdayIsDue(rule, { birthday, joinedAt: berlin(text), last: null }, day, timeZone);
  assert.ok(joined('2026-11-24T00:00:00'));
  assert.ok(joined('2026-11-24T23:59:59'), 'in the last minute of the day before thirty days');
  assert.ok(!joined('2026-11-25T00:00:00'));
  const atOnce = { ...rule, afterDays: 0 };
  const today = { birthday, joinedAt: berlin('2026-12-24T18:00:00'), last: null };
  assert.ok(birthdayIsDue(atOnce, today, day, timeZone));
});

test('a birthday that is told anew after the gift earns nothing within the year', () => {
  const last = (text: string, year = Number(text.slice(0, 4))) =>
    birthdayIsDue(rule, { birthday, joinedAt: 0, last: { at: berlin(text), year } }, day, timeZone);
  assert.ok(!last('2026-03-02T00:00:00'), 'in the same year');
  assert.ok(last('2025-12-24T00:00:05'), 'a year ago');
  assert.ok(last('2025-12-31T00:00:05', 2025), 'a week late, because the server was down');
  assert.ok(last('2026-12-24T00:00:05'), 'by another rule for the same birthday');
  assert.ok(!last('2027-01-01T00:00:05'), 'for the next year, before this day was made up for');
});

test('the day is the program’s, also where its clocks leave midnight out', () => {
  // In Beirut the clocks of 29 March 2026 go from 00:00 to 01:00.
  const march = { year: 2026, month: 3, day: 29 };
  const celebrant = { birthday: { month: 3, day: 29 }, joinedAt: 0, last: null };
  assert.ok(birthdayIsDue(rule, celebrant, march, 'Asia/Beirut'));
});
