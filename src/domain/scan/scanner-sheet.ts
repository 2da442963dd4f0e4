import { checkDigitOf } from '#domain/values/check-digit.ts';
import { payloadOf, type VoucherNames } from './scanner-payload.ts';
import type { Symbology } from './scanner-profile.ts';
import { isLinear, isPlain, plainProfile, type ScannerProfile } from './scanner-profile.ts';
import { readShortCode } from './short-code.ts';
import { readVoucherCode } from './voucher-code.ts';

/** One symbol of the sheet that shows what a store's scanners really send. */
export interface SheetItem {
  readonly number: number;
  readonly symbology: Symbology;
  readonly size: 'large' | 'small';
  /** Exactly what stands in it. */
  readonly text: string;
}

/**
 * What is printed for a store, large and small: its own bars, the ones of phones that know no store, and the QR
 * code beside them. Each symbol has a text of its own, so that the page knows which one was scanned.
 */
export function sheetOf(profile: ScannerProfile): SheetItem[] {
  const { symbology } = profile;
  const wanted: readonly (readonly [Symbology, ScannerProfile])[] = [
    ...(isPlain(profile) ? [] : [[symbology, profile] as const]),
    ['code-128', plainProfile],
    // Beside a store's own bars their text stands in the QR code too; beside a picture of its own there is none.
    ...(symbology === 'qr' ? [] : [['qr', isLinear(symbology) ? profile : plainProfile] as const]),
  ];
  const sized = wanted.flatMap(([kind, one]) =>
    (['large', 'small'] as const).map((size) => ({ kind, one, size })),
  );
  return sized.map(({ kind, one, size }, at) => {
    const number = at + 1;
    // EAN-13 needs its short code; every other text does without.
    return { number, symbology: kind, size, text: payloadOf(one, namesOf(number)) ?? '' };
  });
}

/** Every digit once, in order, so that a keyboard that shifts one of them shows; the last tells which symbol. */
function namesOf(number: number): VoucherNames {
  const body = `0123456789${number}`;
  const code = readVoucherCode(body + checkDigitOf(body));
  const short = readShortCode(`012345678${number}`);
  if (typeof code !== 'string' || short === null)
    throw new Error('a sheet has nine symbols at most');
  return { code, short };
}
