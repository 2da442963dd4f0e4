import type { Refusal } from '#domain/refusal.ts';
import { checkDigitOf, hasRightCheckDigit } from '#domain/values/check-digit.ts';
import { typedDigits } from './typed-digits.ts';

declare const brand: unique symbol;

/** The 12 digits that name a redemption at the till; the last one is a check digit. */
export type VoucherCode = string & { readonly [brand]: 'voucher-code' };

/** Even, so that Code 128 stays in set C, with two digits in each symbol character. */
export const voucherCodeLength = 12;

/** Eleven random digits: a guess is right once in 10^11. More digits would make the bars too fine for a phone. */
const bodyLength = voucherCodeLength - 1;

/**
 * Makes a code from bytes that nobody can guess.
 * @param bytes at least 8, from a keyed hash or a random source
 */
export function voucherCodeFrom(bytes: Uint8Array): VoucherCode {
  if (bytes.length < 8) throw new RangeError('a voucher code needs 8 bytes');
  let value = 0n;
  for (const byte of bytes.subarray(0, 8)) value = value * 256n + BigInt(byte);
  const body = (value % 10n ** BigInt(bodyLength)).toString().padStart(bodyLength, '0');
  return (body + checkDigitOf(body)) as VoucherCode; // Made here with its check digit.
}

/**
 * Reads what a scanner sent or a person typed. It accepts spaces, dashes and dots between groups, a scanner's Enter at
 * the end, and digits of other scripts, as an Arabic keyboard types them.
 */
export function readVoucherCode(text: string): VoucherCode | Refusal {
  const digits = typedDigits(text);
  if (!/^\d+$/.test(digits)) return { key: 'code-not-ours' };
  if (digits.length !== voucherCodeLength) {
    return { key: nearly(digits.length) ? 'code-damaged' : 'code-not-ours' };
  }
  if (!hasRightCheckDigit(digits)) return { key: 'code-damaged' };
  return digits as VoucherCode; // Just checked.
}

/** In groups of four, as under the barcode. */
export const inGroups = (code: string): string[] => code.match(/.{1,4}/g) ?? [];

// One digit too few is a typing error. A ten-digit membership number or an EAN-13 is something else.
const nearly = (length: number): boolean => length === voucherCodeLength - 1;
