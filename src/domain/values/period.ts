import { dayOf, startOfDay } from '#domain/values/calendar.ts';

/** The periods of a count by the calendar; `ever` has no end. */
export const periods = ['day', 'week', 'month', 'year', 'ever'] as const;
export type Period = (typeof periods)[number];

/**
 * The calendar period of an instant, from its first instant to the first of the next. Weeks begin on Monday (ISO 8601).
 * @returns `endsAt` is null where it never ends
 */
export function periodAt(
  at: number,
  period: Period | 'quarter',
  timeZone: string,
): { startedAt: number; endsAt: number | null } {
  if (period === 'ever') return { startedAt: 0, endsAt: null };
  const { year, month, day } = dayOf(at, timeZone);
  const monthIndex = month - 1;
  const from = (years: number, months: number, days: number) =>
    startOfDay(years, months, days, timeZone);
  switch (period) {
    case 'day':
      return { startedAt: from(year, monthIndex, day), endsAt: from(year, monthIndex, day + 1) };
    case 'week': {
      const sinceMonday = (new Date(Date.UTC(year, monthIndex, day)).getUTCDay() + 6) % 7;
      const monday = day - sinceMonday;
      return {
        startedAt: from(year, monthIndex, monday),
        endsAt: from(year, monthIndex, monday + 7),
      };
    }
    case 'month':
      return { startedAt: from(year, monthIndex, 1), endsAt: from(year, monthIndex + 1, 1) };
    case 'quarter': {
      const first = monthIndex - (monthIndex % 3);
      return { startedAt: from(year, first, 1), endsAt: from(year, first + 3, 1) };
    }
    case 'year':
      return { startedAt: from(year, 0, 1), endsAt: from(year + 1, 0, 1) };
  }
}
