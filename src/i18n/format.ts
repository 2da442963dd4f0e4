import { minorDigits } from '#domain/values/currency.ts';
import type { Money } from '#domain/values/money.ts';
import { commaOf, type Language, localeOf } from './language.ts';
import { isolate } from './translate.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Formats numbers, money, times and lists. Digits are Latin in every language; times are in the store's time zone. */
export interface Format {
  /** A number with its grouping: 1,200. */
  number(value: number): string;
  /** A change of points with its sign: +120, −40. */
  change(value: number): string;
  /** An amount in minor units; cents only when there are any: €5, €4.50. */
  money(money: Money): string;
  /** Per cent of a hundred: 15 is 15%. */
  percent(value: number): string;
  /** 1 December 2026 */
  date(at: number): string;
  /** 1 December, for dates that are near. */
  day(at: number): string;
  /** 14:02 */
  time(at: number): string;
  /** 1 December, 14:02 */
  dateTime(at: number): string;
  /** 1 December 2026, 14:02, for what may be years ago. */
  fullDateTime(at: number): string;
  /** How long before `now` something was: 5 minutes ago; under a minute, now. Never in the future. */
  age(at: number, now: number): string;
  /** A span in its largest unit, rounded up: 30 minutes, 45 seconds. Never below 0. */
  left(ms: number): string;
  /** Names in a row: one, two and three. Each is isolated, because they may be in any script. */
  list(items: readonly string[]): string;
}

const formats = new Map<string, Format>();

/**
 * The formats of a language in a time zone. Made once, because Intl's objects are slow to make.
 * @param timeZone IANA name, the program's
 * @throws RangeError when the time zone is unknown.
 */
export function formatOf(language: Language, timeZone: string): Format {
  const name = `${language} ${timeZone}`;
  const known = formats.get(name);
  if (known) return known;
  const made = makeFormat(language, timeZone);
  formats.set(name, made);
  return made;
}

function makeFormat(language: Language, timeZone: string): Format {
  const locale = localeOf(language);
  const number = new Intl.NumberFormat(locale);
  const change = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const date = instant(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' });
  const day = instant(locale, { timeZone, day: 'numeric', month: 'long' });
  // The language's own style. If the hour alone is formatted, some browsers write 8:02 and others 08:02.
  const clock = instant(locale, { timeZone, timeStyle: 'short' });
  // "3:17 ص" on one line: its last letter alone says nothing.
  const time = (at: number) => clock(at).replace(' ', '\u00a0');
  const list = new Intl.ListFormat(locale);
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const now = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  const span = (unit: string, value: number) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);

  return {
    number: (value) => withMinus(number.format(value)),
    change: (value) => withMinus(change.format(value)),
    money: (money) => moneyFormat(locale, money),
    percent: (value) => percent.format(value / 100),
    date,
    day,
    time,
    // Joined here, because Intl's own word between them ("at") differs between browsers and the server.
    dateTime: (at) => day(at) + commaOf(language) + time(at),
    fullDateTime: (at) => date(at) + commaOf(language) + time(at),
    age: (at, current) => {
      const ms = Math.max(0, current - at);
      if (ms < minuteMs) return now;
      const [unit, unitMs] = largestUnit(ms);
      return ago.format(-Math.floor(ms / unitMs), unit);
    },
    left: (ms) => {
      // Rounded up, as people count what is left: a voucher of thirty minutes begins at thirty.
      const [unit, unitMs] = largestUnit(ms + secondMs - 1);
      return span(unit, Math.ceil(Math.max(0, ms) / unitMs));
    },
    list: (items) => list.format(items.map((item) => isolate(language, item))),
  };
}

/** A real minus sign, as wide as the plus; Intl writes a hyphen. */
const withMinus = (text: string): string => text.replace('-', '−');

function instant(locale: string, options: Intl.DateTimeFormatOptions): (at: number) => string {
  const format = new Intl.DateTimeFormat(locale, options);
  return (at) => format.format(at);
}

function largestUnit(ms: number): ['second' | 'minute' | 'hour' | 'day', number] {
  if (ms >= dayMs) return ['day', dayMs];
  if (ms >= hourMs) return ['hour', hourMs];
  return ms >= minuteMs ? ['minute', minuteMs] : ['second', secondMs];
}

const currencies = new Map<string, Intl.NumberFormat>();

function moneyFormat(locale: string, { minor, currency }: Money): string {
  const name = `${locale} ${currency}`;
  const format =
    currencies.get(name) ??
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      // Given, because Intl's own number of digits differs between browsers.
      minimumFractionDigits: minorDigits(currency),
      maximumFractionDigits: minorDigits(currency),
      trailingZeroDisplay: 'stripIfInteger',
    });
  currencies.set(name, format);
  // As decimal text, which Intl reads exactly; a division would lose cents of large amounts.
  return format.format(`${minor}e-${minorDigits(currency)}` as `${number}`); // An integer and an exponent are a number.
}

/** A code's digits in groups of four, as under the barcode. Show it with `dir="ltr"`. */
export const digitGroups = (digits: string): string => digits.replace(/(?<=\d)(?=(\d{4})+$)/g, ' ');

/** The same for a screen reader: each digit alone, with a pause after each group. */
export const spokenDigits = (digits: string): string =>
  digitGroups(digits)
    .split(' ')
    .map((group) => [...group].join(' '))
    .join(', ');
