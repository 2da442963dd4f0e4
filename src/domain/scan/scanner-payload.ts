import { ean13CheckDigitOf } from '#domain/values/ean-13.ts';
import type { ScannerProfile } from './scanner-profile.ts';
import type { ShortCode } from './short-code.ts';
import type { VoucherCode } from './voucher-code.ts';

/**
 * The application identifier of a voucher code in a GS1-128: one of 91 to 99, which GS1 leaves to a company's
 * own use, so that no GS1 number has to be licensed (decision 014).
 */
export const companyIdentifier = '99';

/** The two codes of a redemption. The short one exists only if a store's symbology needs it. */
export interface VoucherNames {
  readonly code: VoucherCode;
  readonly short: ShortCode | null;
}

/**
 * The text in a store's barcode, check digits included.
 * @returns null when the redemption has no short code and the store needs one
 */
export function payloadOf(profile: ScannerProfile, { code, short }: VoucherNames): string | null {
  const { symbology, prefix, suffix } = profile;
  switch (symbology) {
    case 'ean-13': {
      if (short === null) return null;
      const digits = prefix + short;
      return digits + ean13CheckDigitOf(digits);
    }
    case 'gs1-128':
      return companyIdentifier + prefix + code + suffix;
    default:
      return prefix + code + suffix;
  }
}
