import { isMembershipNumber } from './membership-number.ts';
import type { Refusal } from './refusal.ts';
import { typedDigits } from './typed-digits.ts';
import { readVoucherCode, type VoucherCode } from './voucher-code.ts';

/** What a member shows to be known by: a live voucher, or the barcode of their own number. */
export type MemberPayload =
  | { readonly kind: 'voucher'; readonly code: VoucherCode }
  | { readonly kind: 'number'; readonly number: string };

/** What readers put before the digits when they are set to: `]C0` for Code 128, `]Q1` for QR, and so on. */
const readerPrefix = /^\][a-zA-Z]\d/;

/**
 * Reads what a scanner sent or a person typed, without the reader's prefix and the signs that a scanner is
 * set to put around the digits. Ten digits are never a voucher's code, so that the length alone tells.
 */
export function readMemberPayload(text: string): MemberPayload | Refusal {
  const digits = typedDigits(text.trim().replace(readerPrefix, '')).replace(/^\D+|\D+$/gu, '');
  if (isMembershipNumber(digits)) return { kind: 'number', number: digits };
  // Ten digits with a wrong check digit are a number of ours with a slip in it.
  if (/^\d{10}$/.test(digits)) return { key: 'code-damaged' };
  const code = readVoucherCode(digits);
  return typeof code === 'string' ? { kind: 'voucher', code } : code;
}
