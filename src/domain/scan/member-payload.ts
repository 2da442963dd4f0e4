import { type KeyboardRow, meantInRows } from './keyboard-row.ts';
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
 * @returns null for anything else, which may be a voucher; `ambiguous` where the signs are two different right numbers
 * in two layouts, such as `&` that is a 6 on a German keyboard and a 7 on an American one: points would go to a stranger
 */
export function readNumberScan(scanned: string): NumberScan | 'ambiguous' | null {
  const plain = numberIn(scanned);
  if (plain !== null) return { number: plain, row: null };
  const read = meantInRows(scanned.replace(controls, '')).flatMap(({ row, text }) => {
    // A sign that would stand between groups is a digit of another layout: a scanner sends no groups.
    const number = betweenGroups.test(text) ? null : numberIn(text);
    return number === null ? [] : [{ number, row, isWhole: text.trim() === number }];
  });
  const [first] = read;
  if (!first) return null;
  // Where all signs are digits, another layout that takes some of them for what a scanner adds was not meant.
  const asLikely = read.filter(({ isWhole }) => isWhole === first.isWhole);
  if (asLikely.some(({ number }) => number !== first.number)) return 'ambiguous';
  return { number: first.number, row: first.row };
}

function numberIn(sent: string): string | null {
  const bare = withoutMarks(typedDigits(sent.replace(controls, '')));
  // Signs that a scanner puts around the digits.
  const digits = onceOf(bare.replace(/^\D+|\D+$/g, ''));
  return isMembershipNumber(digits) ? digits : null;
}

/** What `typedDigits` leaves out where people type groups; spaces stand around a scan too. */
const betweenGroups = /[-–—.·]/;

/** A scanner's Enter or Tab, and other control characters around a text. */
const controls = /\p{Cc}/gu;
