import { minorDigits } from '#domain/values/currency.ts';
import { latinDigits } from '#domain/values/latin-digits.ts';
import { readDecimal } from '#domain/values/money.ts';

/**
 * Reads a typed amount in minor units, with a point, a comma or the Arabic sign before the cents.
 * @returns null for text that is no amount, or has more digits than the currency
 */
export function readAmount(typed: string, currency: string): number | null {
  const text = latinDigits(typed.trim()).replace(/[,٫]/, '.');
  return readDecimal(text, minorDigits(currency));
}
