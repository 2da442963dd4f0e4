import { instantOfWall } from './calendar.ts';

/** What stands for what in the format of a till's times. */
const parts = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  mm: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  hh: '(?<hour>\\d{1,2})',
  mi: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  am: '(?<half>[AaPp][Mm])',
} as const;

/** The one format that says its own offset: RFC 3339. */
export const isoFormat = 'iso';

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Whether times can be read by a format: `iso`, or year, month and day with what else there is. */
export const isDateFormat = (format: string): boolean =>
  format === isoFormat ||
  (format.length <= 40 && ['yy', 'mm', 'dd'].every((part) => format.includes(part)));

/**
 * Reads a time as a till writes it: `dd.mm.yyyy hh:mi:ss`, `mm/dd/yy hh:mi am`, or `iso`.
 * @param timeZone for formats without an offset
 * @returns the instant, or null when the text is no such time
 */
export function readTime(text: string, format: string, timeZone: string): number | null {
  if (format === isoFormat) {
    const at = iso.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? null : at;
  }
  const found = patternOf(format).exec(text)?.groups;
  return found ? instantOf(found, timeZone) : null;
}

function patternOf(format: string): RegExp {
  const literal = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `^${literal.replace(/yyyy|yy|mm|dd|hh|mi|ss|am/g, (part) => parts[part as keyof typeof parts])}$`,
  );
}

function instantOf(found: Record<string, string | undefined>, timeZone: string): number | null {
  const number = (name: string) => Number(found[name] ?? 0);
  const year = number('year') + (found.year?.length === 2 ? 2_000 : 0);
  const hour = found.half
    ? (number('hour') % 12) + (/p/i.test(found.half) ? 12 : 0)
    : number('hour');
  const wall = [year, number('month') - 1, number('day'), hour, number('minute'), number('second')];
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = wall;
  const utc = Date.UTC(y, mo, d, h, mi, s);
  const back = new Date(utc);
  const said = [
    back.getUTCFullYear(),
    back.getUTCMonth(),
    back.getUTCDate(),
    back.getUTCHours(),
    back.getUTCMinutes(),
    back.getUTCSeconds(),
  ];
  // The 31st of February runs on into March: no such day.
  return said.every((value, at) => value === wall[at]) ? instantOfWall(utc, timeZone) : null;
}
