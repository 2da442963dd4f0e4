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

/** What a till's page writes where no receipt number was typed: an id of what was sent. */
const untyped = /^page:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The number as people may see it; null: nobody typed one, and what is kept in its place says nothing to them. */
export const shownReceiptNumber = (number: string | null): string | null =>
  number === null || untyped.test(number) ? null : number;
