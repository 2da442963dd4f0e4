import { digitsFrom, keyboardRows } from './keyboard-row.ts';
import { membershipNumberOf } from './membership-number.ts';
import { onceOf, withoutMarks } from './scan-habit.ts';
import { typedDigits } from './typed-digits.ts';

/**
 * What a phone shows that was given a key beforehand: who it is and which reward is wanted, under a one-time
 * value that only this phone and the server can make. It needs no network, and is settled at the till.
 *
 * | digits | what                                                                            |
 * | ------ | ------------------------------------------------------------------------------- |
 * | 1      | the kind, 1: another layout may come beside this one                             |
 * | 9      | the membership number without its check digit                                    |
 * | 2      | the reward's slot; 00: no reward, the barcode only says who it is                |
 * | 8      | the one-time value ([RFC 4226](https://www.rfc-editor.org/rfc/rfc4226), the step as its counter, as in [RFC 6238](https://www.rfc-editor.org/rfc/rfc6238)) |
 * | 2      | check digits of [ISO/IEC 7064](https://www.iso.org/standard/31531.html), MOD 97-10 |
 *
 * Twenty-two digits are 156 modules of Code 128 in set C: on a screen of 360 pixels still a third of a millimetre
 * each. Two more would cost a whole device pixel of each module on a usual phone.
 */
export interface Pass {
  readonly number: string;
  readonly slot: number;
  /** Eight digits. */
  readonly value: string;
}

export const passLength = 22;

/** No reward: the barcode says who somebody is. */
export const membershipSlot = 0;
/** A slot has two digits, and 00 means no reward. */
export const slotsAtMost = 99;

const kind = '1';

/** The digits of the barcode. */
export function passText({ number, slot, value }: Pass): string {
  const body = kind + number.slice(0, -1) + String(slot).padStart(2, '0') + value;
  return body + checkDigitsOf(body);
}

/** The two check digits: the whole number leaves a remainder of 1 when divided by 97. */
const checkDigitsOf = (body: string): string =>
  String(98 - remainderOf(`${body}00`)).padStart(2, '0');

const remainderOf = (digits: string): number =>
  [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);

/**
 * Reads a pass, and removes what a scanner or another keyboard layout adds.
 * @returns `damaged` when a digit was read wrong; null for anything else, which may be a voucher
 */
export function readPass(scanned: string): Pass | 'damaged' | null {
  const sent = scanned.replace(controls, '');
  const meant = keyboardRows.map(([, signs]) => digitsFrom(sent, signs));
  const bodies = [sent, ...meant].filter((text) => text !== null).map(digitsIn);
  const passes = bodies.filter((digits) => passForm.test(digits));
  const [right] = passes.filter((digits) => remainderOf(digits) === 1);
  if (right) return partsOf(right);
  return passes.length > 0 ? 'damaged' : null;
}

/** A scanner's Enter or Tab, and other control characters around a text. */
const controls = /\p{Cc}/gu;
const passForm = new RegExp(`^${kind}[1-9]\\d{${passLength - 2}}$`);

function digitsIn(sent: string): string {
  const bare = withoutMarks(typedDigits(sent));
  return onceOf(bare.replace(/^\D+|\D+$/g, ''));
}

const partsOf = (digits: string): Pass => ({
  number: membershipNumberOf(digits.slice(1, 10)),
  slot: Number(digits.slice(10, 12)),
  value: digits.slice(12, 20),
});
