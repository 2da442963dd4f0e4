import { latinDigits } from '#domain/values/latin-digits.ts';

/** A longer text is no number that anybody types, and is not read. */
const readAtMost = 256;

/**
 * Digits as a scanner sends them or people type them: removes the spaces, dashes and dots between groups, and replaces
 * digits of other scripts by Latin ones. Other characters stay.
 */
export const typedDigits = (text: string): string =>
  latinDigits(text.slice(0, readAtMost)).replace(/[\s\-–—.·\u2066-\u2069\u200e\u200f]/gu, '');

/** A mailed or shown code as people type it; null: not six digits, which is a typing error and no guess. */
export function typedCode(text: string): string | null {
  const digits = typedDigits(text);
  return /^\d{6}$/.test(digits) ? digits : null;
}
