import type { BirthdayRule } from '#domain/program/earning-rule.ts';
import { type Birthday, isBirthday } from '#domain/values/birthday.ts';
import { type CalendarDay, endOfDayAfterDays, startOfDay } from '#domain/values/calendar.ts';

/** What decides whether a birthday earns. */
interface Celebrant {
  readonly birthday: Birthday;
  readonly joinedAt: number;
  /** When any birthday last earned, and of which year it was; null: none has. */
  readonly last: { readonly at: number; readonly year: number } | null;
}

/** So far apart are two birthdays of one person at least, also where the first was given late and in a leap year. */
const apartMs = 300 * 24 * 60 * 60_000;

/**
 * Whether a rule gives on a day of the program's calendar. Who tells another birthday after the gift has none again
 * within the year.
 */
export function birthdayIsDue(
  rule: Pick<BirthdayRule, 'afterDays' | 'leapDay'>,
  { birthday, joinedAt, last }: Celebrant,
  day: CalendarDay,
  timeZone: string,
): boolean {
  if (!isBirthday(birthday, day, rule.leapDay)) return false;
  const begins = startOfDay(day.year, day.month - 1, day.day, timeZone);
  if (begins < endOfDayAfterDays(joinedAt, rule.afterDays - 1, timeZone)) return false;
  if (last === null) return true;
  // Another rule may have given for this very day. A day that is made up for may be of the year before the last gift.
  if (last.year === day.year && last.at >= begins) return true;
  return Math.abs(begins - last.at) >= apartMs;
}
