import { payloadOf } from './scanner-payload.ts';
import type { ScannerProfile } from './scanner-profile.ts';
import { shortCodeFrom } from './short-code.ts';
import { canCarry } from './symbology.ts';
import { voucherCodeFrom } from './voucher-code.ts';

/** What is wrong with a store's profile, and which part of it. */
export interface ScannerFault {
  readonly part: 'symbology' | 'prefix' | 'suffix';
  readonly reason: string;
}

/**
 * The faults of a profile. They are found when a program is loaded, so that no till and no phone meets a barcode that
 * can't be drawn.
 */
export function scannerFaultsOf(profile: ScannerProfile): ScannerFault[] {
  const { symbology, prefix, suffix } = profile;
  if (symbology === 'ean-13') return ean13Faults(profile);
  const around = (['prefix', 'suffix'] as const).filter((part) => profile[part] !== '');
  if (profile.digitsOnly) {
    const wrong = around.filter((part) => /\D/.test(profile[part]));
    const reason = 'must be digits where the till takes digits only';
    if (wrong.length > 0) return wrong.map((part) => ({ part, reason }));
  }
  if (symbology === 'itf' && (prefix.length + suffix.length) % 2 === 1) {
    const reason = 'must have an even number of digits with the other, as ITF has them in pairs';
    return around.slice(0, 1).map((part) => ({ part, reason }));
  }
  const text = payloadOf(profile, sample);
  if (text !== null && canCarry(symbology, text)) return [];
  return around
    .filter((part) => !canCarry(symbology, fits(symbology, profile[part])))
    .map((part) => ({ part, reason: `has characters that ${symbology} can't carry` }));
}

function ean13Faults({ prefix, suffix }: ScannerProfile): ScannerFault[] {
  const faults: ScannerFault[] = [];
  if (!/^2\d$/.test(prefix)) {
    const reason = 'must be two digits from 20 to 29, which GS1 leaves to shops';
    faults.push({ part: 'prefix', reason });
  }
  if (suffix !== '') {
    faults.push({ part: 'suffix', reason: 'must be empty: an EAN-13 has no room for it' });
  }
  return faults;
}

/** The part alone, as it would stand in such a barcode. */
const fits = (symbology: ScannerProfile['symbology'], part: string): string => {
  if (symbology === 'gs1-128') return `99${part}`;
  return symbology === 'itf' && part.length % 2 === 1 ? `0${part}` : part;
};

/** Any codes: whether they fit does not depend on their digits. */
const sample = {
  code: voucherCodeFrom(new Uint8Array(8)),
  short: shortCodeFrom(new Uint8Array(8)),
};
