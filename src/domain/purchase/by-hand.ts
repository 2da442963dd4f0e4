import type { Program } from '#domain/program/program.ts';
import { usualMinor } from '#domain/values/currency.ts';

/** A purchase that an associate types, where the POS does not report it. Only the paper receipt proves it. */

/** The amount when the program gives none: 1,000.00 in a currency with cents. */
const usualSecondPersonAbove = 100_000;
/** As long as a shift can last. */
export const byHandWindowMs = 12 * 60 * 60_000;

/**
 * The amount above which a second associate must agree; null: the purchase stays below. It counts everything that one
 * member gets by hand within `byHandWindowMs`, over all associates, so that neither many small purchases nor two
 * associates alone can avoid it.
 * @param before what the member got by hand within that time, minor units
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
 * One spelling for all the ways in which people type a receipt number: capital letters, no blanks, no leading zeros.
 * Signs stay, because 1-23 and 12-3 are two receipts. Only for typed numbers: a POS sends its own numbers, and may tell
 * `a1` from `A1`.
 */
export function foldReceipt(number: string): string {
  const folded = number.normalize('NFKC').replace(/\s/gu, '').toUpperCase().replace(/^0+/, '');
  return folded === '' ? '0' : folded;
}
