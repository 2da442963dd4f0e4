import { membershipSlot } from '#domain/scan/pass-payload.ts';
import { readScanned } from '#domain/scan/scanned.ts';
import { plainProfile, type ScannerProfile } from '#domain/scan/scanner-profile.ts';

/** The text of a scan without a scanner's own habits. */
export interface ScanText {
  readonly text: string;
  /** True: the scanner types in another keyboard layout, and somebody should set it right. */
  readonly otherLayout: boolean;
}

/**
 * Reads what a scanner sent or a person typed. Anything but twelve plain digits of a voucher is left as it is: the
 * server reads it in the same way, knows every store's barcodes, and says what is wrong.
 */
export function readScanText(raw: string, profile: ScannerProfile): ScanText {
  const scanned = readScanned(raw, [profile, plainProfile]);
  const [reading, ...others] = scanned.kind === 'code' ? scanned.readings : [];
  const certain = reading?.kind === 'full' && others.length === 0;
  return {
    text: certain ? reading.code : raw.trim(),
    otherLayout: 'row' in scanned && scanned.row !== null,
  };
}

/** The text to look a member up by, if the scan says no more: their number's barcode, or a pass without a reward. */
export function memberIn(raw: string, profile: ScannerProfile): string | null {
  const scanned = readScanned(raw, [profile, plainProfile]);
  if (scanned.kind === 'number') return scanned.number;
  // Left as it is: the server knows whether the phone shows it now.
  return scanned.kind === 'pass' && scanned.pass.slot === membershipSlot ? raw.trim() : null;
}

/**
 * True for what may be one of our vouchers, or says who a member is; false for a product's own barcode in the picture.
 */
export const isOurs = (text: string, profile: ScannerProfile): boolean =>
  ours.includes(readScanned(text, [profile, plainProfile]).kind);

const ours: readonly string[] = ['pass', 'damaged-pass', 'number', 'code'];
