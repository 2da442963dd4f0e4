import { instantOfWall } from './calendar.ts';
import { readInstant } from './instant.ts';

/** The parts of a format of a till's times. */
const parts = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  mm: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  hh: '(?<hour>\\d{1,2})',
  mi: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  am: '(?<half>[ap]\\.?m\\.?|[صم])',
} as const;

const anyPart = /yyyy|yy|mm|dd|hh|mi|ss|am/g;

/** The one format with an offset of its own: RFC 3339. */
export const isoFormat = 'iso';

/** Days since the end of 1899, as spreadsheets count: 45992.418 is a time, 45992 is a day. */
const spreadsheetFormat = 'excel';

/** What some tills leave out of it. */
const withoutSeconds = /^(.{10}T\d\d:\d\d)(Z|[+-]\d\d:\d\d)$/;

/**
 * Why a format can't be used, as the rest of a sentence that begins with "dates"; null: it can. A format is `iso`,
 * `excel`, or year, month and day with other parts, each once.
 */
export function dateFormatFault(format: string): string | null {
  if (format === isoFormat || format === spreadsheetFormat) return null;
  if (format.length > 40) return 'is longer than 40 characters';
  const found: string[] = plain(format).match(anyPart) ?? [];
  const twice = found.find((part, at) => found.indexOf(part) !== at);
  if (twice !== undefined) return `has ${twice} twice: mm is the month, mi the minute`;
  if (found.includes('yy') && found.includes('yyyy')) return 'has both yyyy and yy';
  const year = found.includes('yyyy') || found.includes('yy');
  if (year && found.includes('mm') && found.includes('dd')) return null;
  return 'needs yyyy or yy, mm and dd, as in "dd.mm.yyyy hh:mi:ss", or is "iso" or "excel"';
}

/**
 * Reads a time as a till writes it: `dd.mm.yyyy hh:mi:ss`, `mm/dd/yy hh:mi am`, `excel`, or `iso`.
 * @param format without a fault
 * @param timeZone for formats without an offset
 * @returns the instant; null when the text is no such time
 */
export function readTime(text: string, format: string, timeZone: string): number | null {
  if (format === isoFormat) return readInstant(text.replace(withoutSeconds, '$1:00$2'));
  if (format === spreadsheetFormat) return spreadsheetTime(text, timeZone);
  const found = patternOf(format).exec(text)?.groups;
  return found ? instantOf(found, timeZone) : null;
}

/** In small letters, and with `mi` where `mm` means minutes: people write hh:mm. */
const plain = (format: string): string => format.toLowerCase().replace(/(hh[^a-z]{0,2})mm/, '$1mi');

function patternOf(format: string): RegExp {
  const literal = plain(format).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = literal.replace(anyPart, (part) => parts[part as keyof typeof parts]);
  return new RegExp(`^${pattern}$`, 'iu');
}

/** Day 0 of spreadsheets, and their last day, the end of 9999. */
const dayZero = Date.UTC(1899, 11, 30);
const daysAtMost = 2_958_465;
const dayMs = 24 * 60 * 60_000;

function spreadsheetTime(text: string, timeZone: string): number | null {
  if (!/^\d{1,7}([.,]\d{1,12})?$/.test(text)) return null;
  const days = Number(text.replace(',', '.'));
  if (days < 1 || days > daysAtMost) return null;
  // A fraction of a day is never a whole second: the nearest one is meant.
  return instantOfWall(dayZero + Math.round((days * dayMs) / 1_000) * 1_000, timeZone);
}

function instantOf(found: Record<string, string | undefined>, timeZone: string): number | null {
  const number = (name: string) => Number(found[name] ?? 0);
  const year = number('year') + (found.year?.length === 2 ? 2_000 : 0);
  const hour = found.half
    ? (number('hour') % 12) + (/[pم]/i.test(found.half) ? 12 : 0)
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
  // The 31st of February would run on into March: there is no such day.
  return said.every((value, at) => value === wall[at]) ? instantOfWall(utc, timeZone) : null;
}
