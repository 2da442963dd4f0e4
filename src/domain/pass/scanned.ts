import type { KeyboardRow } from '#domain/scan/keyboard-row.ts';
import { readNumberScan } from '#domain/scan/member-payload.ts';
import { type Reading, readScan } from '#domain/scan/scan-payload.ts';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import { readVoucherCode } from '#domain/scan/voucher-code.ts';
import { type Pass, readPass } from './pass.ts';

/**
 * What a till scanned or fingers typed, by its form alone: whose it is only the database knows. The row is the
 * keyboard that the scanner types on, where it is another than the computer's.
 */
export type Scanned =
  | { readonly kind: 'pass'; readonly pass: Pass }
  | { readonly kind: 'number'; readonly number: string; readonly row: KeyboardRow | null }
  /** A voucher's code; the likeliest reading first, and never none. */
  | {
      readonly kind: 'code';
      readonly readings: Iterable<Reading>;
      readonly row: KeyboardRow | null;
    }
  /** Nearly one of ours: scanning again helps. */
  | { readonly kind: 'damaged-pass' }
  | { readonly kind: 'damaged-number' }
  | { readonly kind: 'damaged-code'; readonly row: KeyboardRow | null }
  /** None of our forms: another shop's, a product's, or a code out of a pool. */
  | { readonly kind: 'foreign' };

/**
 * Says what was scanned, for the till page, the tills' API, looking members up and counting guesses alike, in the one
 * order of precedence: a pass, a member's number, a voucher's code, then what is nearly one of them.
 * @param profiles in which a voucher may have been drawn
 */
export function readScanned(scanned: string, profiles: readonly ScannerProfile[]): Scanned {
  // Twelve digits as they are can be nothing else, and nearly every scan is that: no profile is asked.
  const plain = readVoucherCode(scanned);
  if (typeof plain === 'string') {
    const first: Reading = { kind: 'full', code: plain };
    return { kind: 'code', readings: startingWith(first, scanned, profiles), row: null };
  }
  const pass = readPass(scanned);
  if (pass === 'damaged') return { kind: 'damaged-pass' };
  if (pass) return { kind: 'pass', pass };
  const number = readNumberScan(scanned);
  if (number) return { kind: 'number', ...number };
  // No code of ours has ten digits.
  if (/^\d{10}$/.test(typedDigits(scanned))) return { kind: 'damaged-number' };
  const { readings, row, refusal } = readScan(scanned, profiles);
  if (readings.length > 0) return { kind: 'code', readings, row };
  return refusal.key === 'code-damaged' ? { kind: 'damaged-code', row } : { kind: 'foreign' };
}

/** The other readings are worked out when the first is nobody's. */
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
