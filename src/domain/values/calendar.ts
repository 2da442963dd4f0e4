/**
 * Days and months by a time zone's calendar. The domain reads no clock: every instant is an argument,
 * in epoch milliseconds.
 */

const dayMs = 24 * 60 * 60_000;

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** The end of the day (the first instant of the next one) that is `months` after the day of `at`. */
export function endOfDayAfterMonths(at: number, months: number, timeZone: string): number {
  const { year, month, day } = dayOf(at, timeZone);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  // In a month with 30 days, the 31st is the 30th, as people count.
  return startOfDay(year, month - 1 + months, Math.min(day, last) + 1, timeZone);
}

/** The end of the day that is `days` after the day of `at`. */
export function endOfDayAfterDays(at: number, days: number, timeZone: string): number {
  const { year, month, day } = dayOf(at, timeZone);
  return startOfDay(year, month - 1, day + days + 1, timeZone);
}

/** The same moment `months` months ago: spend counts from there. */
export function monthsBefore(at: number, months: number): number {
  const then = new Date(at);
  const day = then.getUTCDate();
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(day, last));
  return then.getTime();
}

/** The first instant of which `at` is at least `months` months ago, as `monthsBefore` counts. */
export function monthsAfter(at: number, months: number): number {
  const then = new Date(at);
  const month = then.getUTCMonth() + months;
  const last = new Date(Date.UTC(then.getUTCFullYear(), month + 1, 0)).getUTCDate();
  // No day of a month with 30 is a month after the 31st: the first instant of the next one is.
  if (then.getUTCDate() > last) return Date.UTC(then.getUTCFullYear(), month + 1, 1);
  return then.setUTCMonth(month);
}

/** A day of the calendar; months count from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** `2026-12-24`: texts of later days are greater. */
export const dayText = ({ year, month, day }: CalendarDay): string =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

/** @param text as `dayText` made it */
export function readDayText(text: string): CalendarDay {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
}

/** The day so many days later; of a negative number, earlier. */
export function dayAfter({ year, month, day }: CalendarDay, days: number): CalendarDay {
  const then = new Date(Date.UTC(year, month - 1, day + days));
  return { year: then.getUTCFullYear(), month: then.getUTCMonth() + 1, day: then.getUTCDate() };
}

/** The day at an instant in a time zone. */
export function dayOf(at: number, timeZone: string): CalendarDay {
  const wall = new Date(at + offsetAt(at, timeZone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** The first instants of the month of `at` and of the next one. */
export function monthAround(at: number, timeZone: string): { from: number; end: number } {
  const { year, month } = dayOf(at, timeZone);
  return {
    from: startOfDay(year, month - 1, 1, timeZone),
    end: startOfDay(year, month, 1, timeZone),
  };
}

/** The day of the week at an instant in a time zone. */
export function weekdayOf(at: number, timeZone: string): Weekday {
  const { year, month, day } = dayOf(at, timeZone);
  const sinceMonday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return weekdays[sinceMonday] ?? 'monday';
}

/**
 * The first instant of a day, or of the next one if the calendar leaves it out (Apia, 30 December 2011).
 * @param monthIndex 0 for January; months and days beyond the end run on into the following ones
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
 * The instant at which a time zone's clocks show a date and time.
 * @param wall what they show, as if it were UTC
 */
export function instantOfWall(wall: number, timeZone: string): number {
  const before = wall - offsetAt(wall - dayMs, timeZone);
  const after = wall - offsetAt(wall + dayMs, timeZone);
  // Where clocks change (at midnight in Cairo and Havana), a time exists twice or not at all. The earlier one is taken,
  // or else the moment of the change, which the offset before it leads to.
  const existing = [before, after].filter((at) => at + offsetAt(at, timeZone) === wall);
  return existing.length > 0 ? Math.min(...existing) : before;
}

/** How many minutes of the day have passed in a time zone, by the clock on the wall: 0 to 1439. */
export function minuteOfDay(at: number, timeZone: string): number {
  const wall = at + offsetAt(at, timeZone);
  return Math.floor((((wall % dayMs) + dayMs) % dayMs) / 60_000);
}

const minuteMs = 60_000;
/** Since then every clock of the world has changed at a whole minute, though not at a whole quarter of an hour. */
const evenSince = Date.UTC(2012, 0, 1);
const offsetsAtMost = 20_000;
/** Offsets by time zone and minute: the walk through a member's tiers asks for the same instants again and again. */
const offsets = new Map<string, Map<number, number>>();

function offsetAt(at: number, timeZone: string): number {
  if (!(at >= evenSince)) return askedOffset(at, timeZone);
  const minute = Math.floor(at / minuteMs);
  const ofZone = offsets.get(timeZone) ?? new Map<number, number>();
  const known = ofZone.get(minute);
  if (known !== undefined) return known;
  const offset = askedOffset(minute * minuteMs, timeZone);
  if (ofZone.size >= offsetsAtMost) ofZone.clear();
  offsets.set(timeZone, ofZone.set(minute, offset));
  return offset;
}

function askedOffset(at: number, timeZone: string): number {
  const parts = wallClockOf(timeZone).formatToParts(at);
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

/** By time zone. Making one takes a hundred times as long as asking it, and a night of expiry asks a million times. */
const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClockOf(timeZone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  wallClocks.set(timeZone, made);
  return made;
}
