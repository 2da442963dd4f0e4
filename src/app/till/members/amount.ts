import { readDecimal } from '#domain/money.ts';
import { latinDigits } from '#domain/typed-digits.ts';

/** How many digits of a currency stand after the point. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;

/**
 * An amount as fingers type it, in minor units: with a point, a comma or the Arabic sign before the cents.
 * @returns null for what is no amount, or finer than the currency
 */
export function readAmount(typed: string, currency: string): number | null {
  const text = latinDigits(typed.trim()).replace(/[,٫]/, '.');
  return readDecimal(text, digitsOf(currency));
}
