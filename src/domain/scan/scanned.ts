import type { KeyboardRow } from './keyboard-row.ts';
import { readNumberScan } from './member-payload.ts';
import { type Pass, readPass } from './pass-payload.ts';
import { type Reading, readScan } from './scan-payload.ts';
import type { ScannerProfile } from './scanner-profile.ts';
import { typedDigits } from './typed-digits.ts';
import { readVoucherCode } from './voucher-code.ts';

/**
 * What a till scanned or a person typed, by its form alone. Only the database knows whose it is. `row` is the keyboard
 * layout that the scanner types in, if it is not the computer's.
 */
export type Scanned =
  | { readonly kind: 'pass'; readonly pass: Pass }
  | { readonly kind: 'number'; readonly number: string; readonly row: KeyboardRow | null }
  /** A voucher's code. The most likely reading comes first; there is at least one. */
  | {
      readonly kind: 'code';
      readonly readings: Iterable<Reading>;
      readonly row: KeyboardRow | null;
    }
  /** Nearly one of ours, or two of them: scanning again helps, or typing the digits. */
  | { readonly kind: 'damaged-pass' }
  | { readonly kind: 'damaged-number' }
  | { readonly kind: 'damaged-code'; readonly row: KeyboardRow | null }
  /** None of our forms: another shop's, a product's, or a pool's code. */
  | { readonly kind: 'foreign' };

/**
 * Says what was scanned. The till page, the tills' API, member look-up and the limit on guesses all ask it. The order
 * of precedence: a pass, a member's number, a voucher's code, then what is nearly one of them.
 * @param profiles in which a voucher may have been drawn
 */
export function readScanned(scanned: string, profiles: readonly ScannerProfile[]): Scanned {
  // Twelve right digits can be nothing else, and nearly every scan is that: the profiles are not needed.
  const plain = readVoucherCode(scanned);
  if (typeof plain === 'string') {
    const first: Reading = { kind: 'full', code: plain };
    return { kind: 'code', readings: startingWith(first, scanned, profiles), row: null };
  }
  const pass = readPass(scanned);
  if (pass === 'damaged') return { kind: 'damaged-pass' };
  if (pass) return { kind: 'pass', pass };
  const read = readNumberScan(scanned);
  const number = read === 'ambiguous' ? null : read;
  if (number?.row === null) return { kind: 'number', ...number };
  // None of our voucher codes has ten digits.
  if (!number && /^\d{10}$/.test(typedDigits(scanned))) return { kind: 'damaged-number' };
  const { readings, row, refusal } = readScan(scanned, profiles);
  // Scanned again it is the same two numbers: the associate types the digits, as after a wrong one.
  if (read === 'ambiguous' && readings[0]?.kind !== 'full') return { kind: 'damaged-number' };
  // In another layout, signs of twelve digits may look like what a scanner puts around ten of them.
  if (number && readings[0]?.kind !== 'full') return { kind: 'number', ...number };
  if (readings.length > 0) return { kind: 'code', readings, row };
  return refusal.key === 'code-damaged' ? { kind: 'damaged-code', row } : { kind: 'foreign' };
}

/** Computes the other readings only when the first one is nobody's. */
function* startingWith(
  first: Reading,
  scanned: string,
  profiles: readonly ScannerProfile[],
): Generator<Reading> {
  yield first;
  for (const reading of readScan(scanned, profiles).readings) {
    if (reading.kind !== first.kind || reading.code !== first.code) yield reading;
  }
}
