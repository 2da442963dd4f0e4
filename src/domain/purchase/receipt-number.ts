import { latinDigits } from '#domain/values/latin-digits.ts';

/** Printable ASCII without blanks around it: what every POS writes, so that a receipt has one spelling. */
export const receiptNumberPattern = '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$';

/**
 * Reads a receipt number that somebody typed: digits of an Arabic or Persian keyboard are the same number.
 * @returns null where it has other letters or signs than a receipt number
 */
export function readReceiptNumber(typed: string): string | null {
  const number = latinDigits(typed).trim();
  return new RegExp(receiptNumberPattern).test(number) ? number : null;
}
