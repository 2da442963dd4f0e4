const day = /^(\d{4})-(\d\d)-(\d\d)$/;
const time = /^(\d\d):(\d\d):(\d\d)(\.\d+)?(?:z|[+-](\d\d):(\d\d))$/i;

/** The beginning of a day of the calendar in UTC, as in 2026-01-15. Null: there is no such day. */
export function readDay(text: string): number | null {
  const [, year, month, date] = day.exec(text) ?? [];
  if (year === undefined) return null;
  const at = Date.parse(text);
  // The 30th of February would silently become a day in March. Every month has 28 days.
  if (Number.isNaN(at) || Number(date) <= 28) return Number.isNaN(at) ? null : at;
  const back = new Date(at);
  return back.getUTCMonth() + 1 === Number(month) && back.getUTCDate() === Number(date) ? at : null;
}

/**
 * Reads a time as RFC 3339 writes it: with its seconds, and with its offset, whose colon is no choice. `t` and `z` may be
 * small letters, and a leap second counts as the second after it.
 * @returns null for everything else, also where a date parser would guess, as at +0100
 */
export function readInstant(text: string): number | null {
  if (!/^.{10}t/i.test(text)) return null;
  const [, hour, minute, second, part = '', offsetHour = '0', offsetMinute = '0'] =
    time.exec(text.slice(11)) ?? [];
  if (hour === undefined || readDay(text.slice(0, 10)) === null) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) return null;
  if (second !== '60') return Date.parse(text.toUpperCase());
  const before = `${text.slice(0, 17)}59${text.slice(19 + part.length)}`;
  return Date.parse(before.toUpperCase()) + 1_000;
}
