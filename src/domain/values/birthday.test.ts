import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  birthdayIn,
  birthdaysOn,
  birthdayText,
  isBirthday,
  leapDays,
  readBirthday,
} from './birthday.ts';

const dayOf = (at: Date) => ({
  year: at.getUTCFullYear(),
  month: at.getUTCMonth() + 1,
  day: at.getUTCDate(),
});

test('a birthday is a day that some year has, or a month', () => {
  assert.deepEqual(readBirthday('2', '29'), { month: 2, day: 29 });
  assert.deepEqual(readBirthday('12', ''), { month: 12, day: null });
  const wrong = [
    ...[
      ['2', '30'],
      ['4', '31'],
      ['0', '1'],
      ['13', '1'],
      ['', '5'],
      ['1', '0'],
    ],
    ...[
      ['1', '32'],
      ['x', '1'],
      ['1', '-1'],
      ['1', '1.5'],
      ['١', '1'],
      ['1', '٥'],
    ],
  ];
  for (const [month = '', day = ''] of wrong) assert.equal(readBirthday(month, day), null);
});

test('each birthday is celebrated on exactly one day of each year, and a month alone is looked at on each of its days', () => {
  const months = fc.integer({ min: 1, max: 12 });
  const days = fc.option(fc.integer({ min: 1, max: 31 }), { nil: null });
  fc.assert(
    fc.property(
      ...([months, days, fc.integer({ min: 1990, max: 2110 })] as const),
      fc.constantFrom(...leapDays),
      (month, day, year, leapDay) => {
        const birthday = readBirthday(String(month), day === null ? '' : String(day));
        fc.pre(birthday !== null);
        assert.deepEqual(birthdayIn(birthdayText(birthday)), birthday);
        const celebrated = [];
        for (let n = 0; n < 366; n += 1) {
          const today = dayOf(new Date(Date.UTC(year, 0, 1 + n)));
          if (today.year > year) break;
          const isOn = birthdaysOn(today, leapDay).includes(birthdayText(birthday));
          if (isOn) celebrated.push(today);
          assert.equal(isBirthday(birthday, today, leapDay), isOn);
        }
        const inMonth = new Date(Date.UTC(year, birthday.month, 0)).getUTCDate();
        assert.equal(celebrated.length, birthday.day === null ? inMonth : 1);
      },
    ),
    { numRuns: 40 },
  );
});

test('29 February is the 28th or the first of March in a common year, as the program says, and itself in a leap year', () => {
  const on = (year: number, month: number, day: number, leapDay: (typeof leapDays)[number]) =>
    isBirthday({ month: 2, day: 29 }, { year, month, day }, leapDay);
  assert.deepEqual([on(2027, 2, 28, 'feb-28'), on(2027, 3, 1, 'feb-28')], [true, false]);
  assert.deepEqual([on(2027, 2, 28, 'mar-1'), on(2027, 3, 1, 'mar-1')], [false, true]);
  assert.ok(on(2100, 2, 28, 'feb-28'), 'no leap year');
  for (const leapDay of leapDays) {
    assert.deepEqual([on(2028, 2, 28, leapDay), on(2028, 3, 1, leapDay)], [false, false]);
    assert.ok(on(2028, 2, 29, leapDay));
  }
});
