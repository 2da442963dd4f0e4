/** An amount in minor units (cents) of an ISO 4217 currency. An integer, because a float loses cents. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** A thousand million in a currency with cents: enough for a large purchase, also where a coffee costs 300,000. */
export const minorAtMost = 100_000_000_000;

/**
 * Reads a decimal digit by digit, never as a float: "12.5" with 2 digits is 1250.
 * @param text digits, maybe a point and more digits; no sign, no exponent, no grouping
 * @param digits how many digits after the point the answer has
 * @returns a whole number of the smallest unit; null when the text is no such number or has more digits
 */
export function readDecimal(text: string, digits: number): number | null {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  const value = Number(whole + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(value) ? value : null;
}

/** Writes whole minor units as a decimal, digit by digit: 1250 with 2 digits is "12.50". */
export function writeDecimal(minor: number, digits: number): string {
  const text = String(minor).padStart(digits + 1, '0');
  const point = text.length - digits;
  return digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
}
