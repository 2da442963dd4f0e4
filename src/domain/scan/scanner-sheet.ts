import { checkDigitOf } from '#domain/values/check-digit.ts';
import { payloadOf, type VoucherNames } from './scanner-payload.ts';
import type { Symbology } from './scanner-profile.ts';
import { isLinear, isPlain, plainProfile, type ScannerProfile } from './scanner-profile.ts';
import { readShortCode } from './short-code.ts';
import { readVoucherCode } from './voucher-code.ts';

/** One symbol on the sheet that shows what a store's scanners really send. */
export interface SheetItem {
  readonly number: number;
  readonly symbology: Symbology;
  readonly size: 'large' | 'small';
  /** The exact text of the symbol. */
  readonly text: string;
}

/**
 * The symbols printed for a store, large and small: its own, those of phones that know no store, and their QR code.
 * Each symbol has its own text, so that the page knows which one was scanned.
 */
export function sheetOf(profile: ScannerProfile): SheetItem[] {
  const { symbology } = profile;
  const wanted: readonly (readonly [Symbology, ScannerProfile])[] = [
    ...(isPlain(profile) ? [] : [[symbology, profile] as const]),
    ['code-128', plainProfile],
    // Next to a store's own bars there is a QR code of the same text. A store with a matrix symbology has none.
    ...(symbology === 'qr' ? [] : [['qr', isLinear(symbology) ? profile : plainProfile] as const]),
  ];
  const sized = wanted.flatMap(([kind, one]) =>
    (['large', 'small'] as const).map((size) => ({ kind, one, size })),
  );
  return sized.map(({ kind, one, size }, at) => {
    const number = at + 1;
    // EAN-13 carries a short code; the other symbologies carry the number itself.
    return { number, symbology: kind, size, text: payloadOf(one, namesOf(number)) ?? '' };
  });
}

/**
 * Codes with every digit once, so that a keyboard layout that changes one digit shows; the last digit says which symbol
 * it is.
 */
function namesOf(number: number): VoucherNames {
  const body = `0123456789${number}`;
  const code = readVoucherCode(body + checkDigitOf(body));
  const short = readShortCode(`012345678${number}`);
  if (typeof code !== 'string' || short === null)
    throw new Error('a sheet has nine symbols at most');
  return { code, short };
}
