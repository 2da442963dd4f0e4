import { checkDigitOf, hasRightCheckDigit } from '#domain/values/check-digit.ts';

/** Ten digits, the last one a check digit: two fewer than a voucher code, so that the two are never confused. */
const membershipNumberLength = 10;

/** @param bytes at least 6 random ones */
export function membershipNumberFrom(bytes: Uint8Array): string {
  if (bytes.length < 6) throw new RangeError('a membership number needs 6 bytes');
  let value = 0;
  for (const byte of bytes.subarray(0, 6)) value = value * 256 + byte;
  // Never a leading zero, because spreadsheets remove it.
  return membershipNumberOf(String(100_000_000 + (value % 900_000_000)));
}

/** The whole number of these nine digits. */
export const membershipNumberOf = (body: string): string => body + checkDigitOf(body);

export const isMembershipNumber = (text: string): boolean =>
  text.length === membershipNumberLength && hasRightCheckDigit(text);
