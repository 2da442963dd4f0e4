import { startOfDay } from '#domain/values/calendar.ts';
import { readInstant } from '#domain/values/instant.ts';

/** The minute of the day of a time such as 08:30. */
export const minuteOf = (time: string): number =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** When a day begins (or, with `daysOn`, ends later) in the program's time zone. A full time is taken as it is. */
export function instantOf(moment: string, timeZone: string, daysOn = 0): number {
  const instant = readInstant(moment);
  if (instant !== null) return instant;
  const [year = 0, month = 0, day = 0] = moment.split('-').map(Number);
  return startOfDay(year, month - 1, day + daysOn, timeZone);
}
