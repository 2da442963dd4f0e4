import type { CalendarDay } from './calendar.ts';

/** A day of the year, or only its month. A year is never asked: a gift needs nobody's age. */
export interface Birthday {
  readonly month: number;
  /** Null: the member told only the month. */
  readonly day: number | null;
}

/** When a 29 February is celebrated in a year without one. */
export const leapDays = ['feb-28', 'mar-1'] as const;
export type LeapDay = (typeof leapDays)[number];

/** How many days each month can have. */
const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads what a form sends: the numbers of a month and of a day, which may be empty.
 * @returns null when no year has such a day
 */
export function readBirthday(month: string, day: string): Birthday | null {
  const [monthNumber, dayNumber] = [month, day].map((text) =>
    /^\d{1,2}$/.test(text) ? Number(text) : 0,
  );
  const most = daysOf[(monthNumber ?? 0) - 1];
  if (!monthNumber || most === undefined) return null;
  if (day === '') return { month: monthNumber, day: null };
  return dayNumber && dayNumber <= most ? { month: monthNumber, day: dayNumber } : null;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** As it is stored and looked for: `02-29`, or `02`. */
export const birthdayText = ({ month, day }: Birthday): string =>
  day === null ? twoDigits(month) : `${twoDigits(month)}-${twoDigits(day)}`;

/** @throws RangeError for a text that `birthdayText` never makes */
export function birthdayIn(text: string): Birthday {
  const [month = '', day = ''] = text.split('-');
  const birthday = readBirthday(month, day);
  if (!birthday) throw new RangeError(`${text} is no birthday`);
  return birthday;
}

/** The days of the year that are celebrated on a day: its own, and a 29 February that the year does not have. */
function celebratedOn({ year, month, day }: CalendarDay, leapDay: LeapDay): Birthday[] {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  const stands = leapDay === 'feb-28' ? month === 2 && day === 28 : month === 3 && day === 1;
  return [{ month, day }, ...(stands && !isLeap ? [{ month: 2, day: 29 }] : [])];
}

/**
 * The birthdays, as they are stored, of which a day is the one to celebrate. Of a month alone it is each day:
 * who can't have it on the first, having joined too lately, has it on a later one.
 */
export const birthdaysOn = (day: CalendarDay, leapDay: LeapDay): string[] => [
  ...celebratedOn(day, leapDay).map(birthdayText),
  birthdayText({ month: day.month, day: null }),
];

/** Whether a birthday can be celebrated on a day. A month alone can be on each of its days: it is told in the middle. */
export const isBirthday = (birthday: Birthday, day: CalendarDay, leapDay: LeapDay): boolean =>
  birthday.day === null
    ? birthday.month === day.month
    : celebratedOn(day, leapDay).some(
        (one) => one.month === birthday.month && one.day === birthday.day,
      );
