/**
 * Days and months by a time zone's calendar. The domain reads no clock: every instant is an argument,
 * in epoch milliseconds.
 */

const dayMs = 24 * 60 * 60_000;

/** The end of the day (the first instant of the next) that lies `months` after the day of `at`. */
export function endOfDayAfterMonths(at: number, months: number, timeZone: string): number {
  const { year, month, day } = dayOf(at, timeZone);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  // The 31st of a month that has 30 days is its 30th, as people count.
  return startOfDay(year, month - 1 + months, Math.min(day, last) + 1, timeZone);
}

/** The end of the day that lies `days` after the day of `at`. */
export function endOfDayAfterDays(at: number, days: number, timeZone: string): number {
  const { year, month, day } = dayOf(at, timeZone);
  return startOfDay(year, month - 1, day + days + 1, timeZone);
}

/** The instant from which spend still counts: the same moment `months` months ago. */
export function monthsBefore(at: number, months: number): number {
  const then = new Date(at);
  const day = then.getUTCDate();
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(day, last));
  return then.getTime();
}

/** The day that it is somewhere at an instant; months count from 1. */
export function dayOf(at: number, timeZone: string): { year: number; month: number; day: number } {
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return { year: part('year'), month: part('month'), day: part('day') };
}

/**
 * The first instant of a day, or of the next where the calendar left this one out (Apia, 30 December 2011).
 * @param monthIndex 0 for January; months and days beyond the end run on into what follows
 */
export function startOfDay(
  year: number,
  monthIndex: number,
  day: number,
  timeZone: string,
): number {
  return instantOfWall(Date.UTC(year, monthIndex, day), timeZone);
}

/**
 * The instant at which clocks somewhere show a date and time.
 * @param wall what they show, as if it were UTC
 */
export function instantOfWall(wall: number, timeZone: string): number {
  const before = wall - offsetAt(wall - dayMs, timeZone);
  const after = wall - offsetAt(wall + dayMs, timeZone);
  // Where clocks change (at midnight in Cairo, Havana), it comes twice or not at all: the earlier one that
  // exists, else the moment of the jump, which the offset before it leads to.
  const existing = [before, after].filter((at) => at + offsetAt(at, timeZone) === wall);
  return existing.length > 0 ? Math.min(...existing) : before;
}

/** How many minutes of the day have gone somewhere at an instant, by the clock on the wall: 0 to 1439. */
export function minuteOfDay(at: number, timeZone: string): number {
  const wall = at + offsetAt(at, timeZone);
  return Math.floor((((wall % dayMs) + dayMs) % dayMs) / 60_000);
}

function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(at / 1000) * 1000;
}
