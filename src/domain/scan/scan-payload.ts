import type { Refusal } from '#domain/refusal.ts';
import { isEan13 } from '#domain/values/ean-13.ts';
import { digitsFrom, type KeyboardRow, keyboardRows } from './keyboard-row.ts';
import { onceOf, withoutCode39Check, withoutMarks } from './scan-habit.ts';
import { companyIdentifier } from './scanner-payload.ts';
import type { ScannerProfile } from './scanner-profile.ts';
import { readShortCode, type ShortCode, shortCodeLength } from './short-code.ts';
import { typedDigits } from './typed-digits.ts';
import { readVoucherCode, type VoucherCode, voucherCodeLength } from './voucher-code.ts';

/** A redemption that a scan may mean, by one of its two names. */
export type Reading =
  | { readonly kind: 'full'; readonly code: VoucherCode }
  | { readonly kind: 'short'; readonly code: ShortCode };

export interface Scan {
  /** What was scanned may mean these, the likeliest first; only the database knows which is anybody's. */
  readonly readings: readonly Reading[];
  /** The keyboard that the scanner types on, where it is another than the computer's. */
  readonly row: KeyboardRow | null;
  /** What to say when nothing was read. */
  readonly refusal: Refusal;
}

/**
 * Reads whatever a scanner sent or fingers typed, for the page and for a POS alike: with what a barcode
 * carries around the digits, with a scanner's own habits, on another keyboard's layout. Check digits judge.
 * @param profiles in which the voucher may have been drawn
 */
export function readScan(scanned: string, profiles: readonly ScannerProfile[]): Scan {
  const sent = scanned.replace(controls, '');
  const text = typedDigits(sent);
  const plain = readingsOf(text, profiles);
  if (plain.length > 0) return { readings: plain, row: null, refusal: notOurs };
  let row: KeyboardRow | null = null;
  for (const [name, signs] of keyboardRows) {
    // Before dashes are taken for those that people put between groups: on a French keyboard one is a 6.
    const meant = digitsFrom(sent, signs);
    if (meant === null) continue;
    const digits = typedDigits(meant);
    const readings = readingsOf(digits, profiles);
    if (readings.length > 0) return { readings, row: name, refusal: notOurs };
    // A row of signs that stands for twelve digits is a code of ours that was read wrong.
    if (row === null && isDamaged(digits, profiles)) row = name;
  }
  const damaged = row !== null || isDamaged(text, profiles);
  return { readings: [], row, refusal: damaged ? { key: 'code-damaged' } : notOurs };
}

const notOurs: Refusal = { key: 'code-not-ours' };

/** A scanner's Enter or Tab, what it sends around a text, and the separator that FNC1 comes as. */
const controls = /\p{Cc}/gu;

function readingsOf(text: string, profiles: readonly ScannerProfile[]): Reading[] {
  const bare = withoutMarks(text);
  const bodies = [text, bare, withoutSigns(bare)].flatMap((body) => [body, onceOf(body)]);
  const found = [...new Set(bodies)].flatMap((body) => [
    ...fullIn(body),
    ...profiles.flatMap((profile) => readAs(profile, body)),
  ]);
  const distinct = new Map(found.map((reading) => [`${reading.kind} ${reading.code}`, reading]));
  return [...distinct.values()];
}

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

/** Without what the profile puts around the digits; a scanner may have been set to take off one of the two. */
function coresOf(profile: ScannerProfile, text: string): string[] {
  // As they arrive: the text has lost its dashes and dots, and Caps Lock may be on.
  const sent = text.toUpperCase();
  const prefix = typedDigits(profile.prefix).toUpperCase();
  const suffix = typedDigits(profile.suffix).toUpperCase();
  const headless = sent.startsWith(prefix) ? [sent.slice(prefix.length)] : [];
  const tailless = [sent, ...headless].filter((body) => body.endsWith(suffix));
  const bodies = tailless.map((body) => body.slice(0, body.length - suffix.length));
  return [...bodies.reverse(), ...headless];
}

/** `99` in front, or `(99)` as it is printed and as some readers tell it, behind whatever FNC1 was sent as. */
const withoutIdentifier = (text: string): string =>
  text.replace(new RegExp(`^\\D*${companyIdentifier}\\)?`), '');

/** Signs and letters that a scanner was set to put around the digits. */
const withoutSigns = (text: string): string => text.replace(/^\D+|\D+$/g, '');

/** Twelve digits; or eleven, where a till's field of numbers dropped the zero in front. */
function fullIn(text: string): Reading[] {
  const digits = withoutSigns(text);
  const whole = digits.length === voucherCodeLength - 1 ? `0${digits}` : digits;
  const code = readVoucherCode(whole);
  return typeof code === 'string' ? [{ kind: 'full', code }] : [];
}

/** An EAN-13, its check digit sent or dropped, with or without the zero that makes fourteen digits of it. */
function shortIn({ prefix }: ScannerProfile, text: string): Reading[] {
  const digits = /^0\d{13}$/.test(text) ? text.slice(1) : text;
  const unchecked = prefix.length + shortCodeLength;
  if (!digits.startsWith(prefix)) return [];
  if (digits.length !== unchecked && !isEan13(digits)) return [];
  const code = readShortCode(digits.slice(prefix.length, unchecked));
  return code === null ? [] : [{ kind: 'short', code }];
}

/** Nearly ours: the check digit is wrong or a digit is missing, so that scanning again helps. */
function isDamaged(text: string, profiles: readonly ScannerProfile[]): boolean {
  const sent = withoutMarks(text);
  return profiles.some((profile) => {
    const { symbology, prefix, suffix } = profile;
    if (symbology === 'ean-13') return /^\d{13}$/.test(sent) && sent.startsWith(prefix);
    const body = symbology === 'gs1-128' ? withoutIdentifier(sent) : sent;
    const [core = ''] = coresOf(profile, body);
    // Whole, or it is another shop's number that happens to begin or end alike.
    if (body.length - core.length !== typedDigits(prefix + suffix).length) return false;
    const read = readVoucherCode(core);
    return typeof read !== 'string' && read.key === 'code-damaged';
  });
}
