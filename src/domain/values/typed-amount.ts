import { minorDigits } from './currency.ts';
import { plainNumber } from './latin-digits.ts';
import { readDecimal } from './money.ts';

/**
 * Reads a typed amount in minor units, with a point, a comma or the Arabic sign before the cents.
 * @returns null for text that is no amount, or has more digits than the currency
 */
export function readAmount(typed: string, currency: string): number | null {
  return readDecimal(plainNumber(typed), minorDigits(currency));
}
