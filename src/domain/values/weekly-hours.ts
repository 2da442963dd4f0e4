import {
  dayOf,
  instantOfWall,
  minuteOfDay,
  type Weekday,
  weekdayOf,
} from '#domain/values/calendar.ts';

/** Days of the week and hours of the day; what is absent is not asked. */
export interface WeeklyHours {
  readonly days?: readonly Weekday[];
  /** Minutes of the day. If `until` is not after `from`, they go past midnight. */
  readonly hours?: { readonly from: number; readonly until: number };
}

/** Whether a day and a minute of it are among the hours. */
export function fitsHours(
  { days, hours }: WeeklyHours,
  { day, minute }: { readonly day: Weekday; readonly minute: number },
): boolean {
  if (days && !days.includes(day)) return false;
  if (!hours) return true;
  const { from, until } = hours;
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

export const isOpenAt = (open: WeeklyHours, at: number, timeZone: string): boolean =>
  fitsHours(open, { day: weekdayOf(at, timeZone), minute: minuteOfDay(at, timeZone) });

/** Whether there is any such time from an instant until before another. */
export const opensWithin = (
  open: WeeklyHours,
  { from, until }: { readonly from: number; readonly until: number },
  timeZone: string,
): boolean => isOpenAt(open, from, timeZone) || (opensAfter(open, from, timeZone) ?? until) < until;

/** When they begin again after an instant, by the program's calendar. */
export const opensAfter = (open: WeeklyHours, at: number, timeZone: string): number | null =>
  changes(open, at, timeZone).find((one) => isOpenAt(open, one, timeZone)) ?? null;

/** When they end after an instant within them; null: they never do. */
export const closesAfter = (open: WeeklyHours, at: number, timeZone: string): number | null =>
  changes(open, at, timeZone).find((one) => !isOpenAt(open, one, timeZone)) ?? null;

/** A week and a day: hours of one day a week begin within it, whenever one asks. */
const daysAhead = 8;

/** Every instant after `at` at which the hours can begin or end, the next one first. */
function changes({ hours }: WeeklyHours, at: number, timeZone: string): number[] {
  const { year, month, day } = dayOf(at, timeZone);
  const minutes = [0, ...(hours ? [hours.from, hours.until] : [])];
  return Array.from({ length: daysAhead + 1 }, (_, ahead) =>
    minutes.map((minute) =>
      instantOfWall(Date.UTC(year, month - 1, day + ahead, 0, minute), timeZone),
    ),
  )
    .flat()
    .filter((one) => one > at)
    .sort((a, b) => a - b);
}
