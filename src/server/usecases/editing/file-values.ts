import type { FileRule } from '#contract/program/earning-rules.ts';
import type { Goods } from '#domain/program/earning-rule.ts';
import type { Text } from '#domain/program/text.ts';
import { dayAfter, dayOf, dayText } from '#domain/values/calendar.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { instantOf } from '#server/usecases/program/program-file-times.ts';

/** Values as a program's file says them: what `program-file-values.ts` reads is what these write. */

/** English alone is written as a text. */
export const wordsOf = (text: Text): string | Text =>
  Object.keys(text).length === 1 ? text.en : text;

/** Major units; an amount without cents is written without them. */
export function amountOf(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = writeDecimal(minor, digits);
  return minor % 10 ** digits === 0 ? text.slice(0, digits === 0 ? undefined : -digits - 1) : text;
}

/** A number with at most `digits` digits after the point, without the zeros at its end. */
export function rateOf(value: number, digits: number): string {
  if (digits > 0 && value % 10 === 0) return rateOf(value / 10, digits - 1);
  return writeDecimal(value, digits);
}

/** A minute of the day as 08:30. */
export const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/**
 * A day where a day of the time zone is meant, or else a time in UTC.
 * @param daysOn 1 where the day that is named ends, as with `until`
 */
export function momentOf(at: number, timeZone: string, daysOn = 0): string {
  const day = dayText(dayAfter(dayOf(at, timeZone), -daysOn));
  return instantOf(day, timeZone, daysOn) === at ? day : new Date(at).toISOString();
}

export const hoursOf = ({ from, until }: { readonly from: number; readonly until: number }) => ({
  from: timeOf(from),
  until: timeOf(until),
});

export const goodsOf = ({
  products,
  categories,
}: Goods): Pick<NonNullable<FileRule['when']>, 'products' | 'categories'> => ({
  ...(products && { products: [...products] }),
  ...(categories && { categories: [...categories] }),
});
