import { minorDigits } from '#domain/currency.ts';
import { readDecimal } from '#domain/money.ts';
import { latinDigits } from '#domain/typed-digits.ts';

/**
 * An amount as fingers type it, in minor units: with a point, a comma or the Arabic sign before the cents.
 * @returns null for what is no amount, or finer than the currency
 */
export function readAmount(typed: string, currency: string): number | null {
  const text = latinDigits(typed.trim()).replace(/[,٫]/, '.');
  return readDecimal(text, minorDigits(currency));
}
