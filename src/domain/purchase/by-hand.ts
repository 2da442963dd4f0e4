import type { Program } from '#domain/program/program.ts';
import { usualMinor } from '#domain/values/currency.ts';

/** A purchase that an associate types, where the POS does not report it: nothing proves it but the slip. */

/** Where the program does not say: 1,000.00 in a currency of cents. */
const usualSecondPersonAbove = 100_000;
/** As long as a shift can last. */
export const byHandWindowMs = 12 * 60 * 60_000;

/**
 * The amount above which a second associate agrees to what one member is given by hand within `byHandWindowMs`, or null
 * while the purchase stays below it. Counted over all associates, so that neither many small ones nor two people each on
 * their own get around it.
 * @param before what the member was given by hand within that time, minor units
 */
export function secondPersonAbove(
  program: Pick<Program, 'secondPersonAboveMinor' | 'currency'>,
  { before, minor }: { before: number; minor: number },
): number | null {
  const above =
    program.secondPersonAboveMinor ?? usualMinor(program.currency, usualSecondPersonAbove);
  return before + minor > above ? above : null;
}

/**
 * One spelling of a receipt number for all the ways in which fingers write it: capital letters, no blanks, no zeros in
 * front. Signs stay, because 1-23 and 12-3 are two receipts. Only for what is typed: a POS sends its own numbers as they
 * are, and may tell `a1` from `A1`.
 */
export function foldReceipt(number: string): string {
  const folded = number.normalize('NFKC').replace(/\s/gu, '').toUpperCase().replace(/^0+/, '');
  return folded === '' ? '0' : folded;
}
