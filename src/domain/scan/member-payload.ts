import { digitsFrom, type KeyboardRow, keyboardRows } from './keyboard-row.ts';
import { isMembershipNumber } from './membership-number.ts';
import { onceOf, withoutMarks } from './scan-habit.ts';
import { typedDigits } from './typed-digits.ts';

/** A membership number as a scanner sent it. */
export interface NumberScan {
  readonly number: string;
  /** The keyboard layout that the scanner types in, if it is not the computer's. */
  readonly row: KeyboardRow | null;
}

/**
 * Reads the barcode of a member's own number, and removes what a scanner or another keyboard layout adds. None of our
 * voucher codes has ten digits, and the check digit decides the rest.
 * @returns null for anything else, which may be a voucher
 */
export function readNumberScan(scanned: string): NumberScan | null {
  const plain = numberIn(scanned);
  if (plain !== null) return { number: plain, row: null };
  for (const [row, signs] of keyboardRows) {
    const meant = digitsFrom(scanned, signs);
    const number = meant === null ? null : numberIn(meant);
    if (number !== null) return { number, row };
  }
  return null;
}

function numberIn(sent: string): string | null {
  const bare = withoutMarks(typedDigits(sent.replace(controls, '')));
  // Signs that a scanner puts around the digits.
  const digits = onceOf(bare.replace(/^\D+|\D+$/g, ''));
  return isMembershipNumber(digits) ? digits : null;
}

/** A scanner's Enter or Tab, and other control characters around a text. */
const controls = /\p{Cc}/gu;
