import type { Refusal } from '#domain/refusal.ts';
import { isEan13 } from '#domain/values/ean-13.ts';
import { type KeyboardRow, meantInRows } from './keyboard-row.ts';
import { onceOf, withoutCode39Check, withoutMarks } from './scan-habit.ts';
import { companyIdentifier } from './scanner-payload.ts';
import type { ScannerProfile } from './scanner-profile.ts';
import { readShortCode, type ShortCode, shortCodeLength } from './short-code.ts';
import { typedDigits } from './typed-digits.ts';
import { readVoucherCode, type VoucherCode, voucherCodeLength } from './voucher-code.ts';

/** A redemption that a scan may mean, by its full or its short code. */
export type Reading =
  | { readonly kind: 'full'; readonly code: VoucherCode }
  | { readonly kind: 'short'; readonly code: ShortCode };

export interface Scan {
  /** What the scan may mean, the most likely first. Only the database knows which code is somebody's. */
  readonly readings: readonly Reading[];
  /** The keyboard layout that the scanner types in, if it is not the computer's. */
  readonly row: KeyboardRow | null;
  /** The refusal if none of the readings exists. */
  readonly refusal: Refusal;
}

/**
 * Reads whatever a scanner sent or a person typed, for the till page and for a POS: with what a barcode carries around
 * the digits, what a scanner adds, and in another keyboard layout. Check digits decide.
 * @param profiles in which the voucher may have been drawn
 */
export function readScan(scanned: string, profiles: readonly ScannerProfile[]): Scan {
  const sent = scanned.replace(controls, '');
  const text = typedDigits(sent);
  const plain = readingsOf(text, profiles);
  if (plain.length > 0) return { readings: plain, row: null, refusal: notOurs };
  const rows = meantInRows(sent).map((meant) => {
    // Done before dashes between groups are removed: on a French keyboard a dash is a 6.
    const digits = typedDigits(meant.text);
    return { row: meant.row, digits, readings: readingsOf(digits, profiles) };
  });
  const read = rows.find(({ readings }) => readings.length > 0);
  if (read) {
    // The same signs may be a right code in two layouts.
    const readings = distinct(rows.flatMap((one) => one.readings));
    return { readings, row: read.row, refusal: notOurs };
  }
  // In this layout it would be one of our codes, but for a check digit: it was read wrongly.
  const row = rows.find(({ digits }) => isDamaged(digits, profiles))?.row ?? null;
  const damaged = row !== null || isDamaged(text, profiles);
  return { readings: [], row, refusal: damaged ? { key: 'code-damaged' } : notOurs };
}

const notOurs: Refusal = { key: 'code-not-ours' };

/** A scanner's Enter or Tab, other control characters around a text, and the separator for FNC1. */
const controls = /\p{Cc}/gu;

function readingsOf(text: string, profiles: readonly ScannerProfile[]): Reading[] {
  const bare = withoutMarks(text);
  const bodies = [text, bare, withoutSigns(bare)].flatMap((body) => [body, onceOf(body)]);
  const found = [...new Set(bodies)].flatMap((body) => [
    ...fullIn(body),
    ...profiles.flatMap((profile) => readAs(profile, body)),
  ]);
  return distinct(found);
}

const distinct = (readings: readonly Reading[]): Reading[] => [
  ...new Map(readings.map((reading) => [`${reading.kind} ${reading.code}`, reading])).values(),
];

function readAs(profile: ScannerProfile, text: string): Reading[] {
  if (profile.symbology === 'ean-13') return shortIn(profile, withoutSigns(text));
  const bodies = [text];
  if (profile.symbology === 'gs1-128') bodies.push(withoutIdentifier(text));
  if (profile.symbology === 'code-39') {
    const unchecked = withoutCode39Check(text.toUpperCase());
    if (unchecked !== null) bodies.push(unchecked);
  }
  return bodies.flatMap((body) => coresOf(profile, body).flatMap(fullIn));
}

/** Removes what the profile puts around the digits. A scanner may have removed the prefix or the suffix already. */
function coresOf(profile: ScannerProfile, text: string): string[] {
  // As they arrive: dashes and dots are gone, and Caps Lock may be on.
  const sent = text.toUpperCase();
  const prefix = typedDigits(profile.prefix).toUpperCase();
  const suffix = typedDigits(profile.suffix).toUpperCase();
  const headless = sent.startsWith(prefix) ? [sent.slice(prefix.length)] : [];
  const tailless = [sent, ...headless].filter((body) => body.endsWith(suffix));
  const bodies = tailless.map((body) => body.slice(0, body.length - suffix.length));
  return [...bodies.reverse(), ...headless];
}

/** Removes `99`, or `(99)` as it is printed and as some readers send it, and whatever stands for FNC1 before it. */
const withoutIdentifier = (text: string): string =>
  text.replace(new RegExp(`^\\D*${companyIdentifier}\\)?`), '');

/** Removes signs and letters that a scanner puts around the digits. */
const withoutSigns = (text: string): string => text.replace(/^\D+|\D+$/g, '');

/** Twelve digits, or eleven if a number field removed the zero in front. */
function fullIn(text: string): Reading[] {
  const digits = withoutSigns(text);
  const whole = digits.length === voucherCodeLength - 1 ? `0${digits}` : digits;
  const code = readVoucherCode(whole);
  return typeof code === 'string' ? [{ kind: 'full', code }] : [];
}

/** An EAN-13, with or without its check digit, and with or without a leading zero that makes it fourteen digits. */
function shortIn({ prefix }: ScannerProfile, text: string): Reading[] {
  const digits = /^0\d{13}$/.test(text) ? text.slice(1) : text;
  const unchecked = prefix.length + shortCodeLength;
  if (!digits.startsWith(prefix)) return [];
  if (digits.length !== unchecked && !isEan13(digits)) return [];
  const code = readShortCode(digits.slice(prefix.length, unchecked));
  return code === null ? [] : [{ kind: 'short', code }];
}

/** Nearly ours: the check digit is wrong or a digit is missing, so scanning again helps. */
function isDamaged(text: string, profiles: readonly ScannerProfile[]): boolean {
  const sent = withoutMarks(text);
  return profiles.some((profile) => {
    const { symbology, prefix, suffix } = profile;
    if (symbology === 'ean-13') return /^\d{13}$/.test(sent) && sent.startsWith(prefix);
    const body = symbology === 'gs1-128' ? withoutIdentifier(sent) : sent;
    const [core = ''] = coresOf(profile, body);
    // Prefix and suffix must be complete; otherwise it is another shop's number that begins or ends alike.
    if (body.length - core.length !== typedDigits(prefix + suffix).length) return false;
    const read = readVoucherCode(core);
    return typeof read !== 'string' && read.key === 'code-damaged';
  });
}
