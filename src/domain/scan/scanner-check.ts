import { digitsFrom, type KeyboardRow, keyboardRows } from './keyboard-row.ts';
import { identifierOf, onceOf, separatorOf, withoutMarks } from './scan-habit.ts';
import { type Reading, readScan } from './scan-payload.ts';
import { scannerGapMs } from './scan-speed.ts';
import { plainProfile, type ScannerProfile } from './scanner-profile.ts';
import type { SheetItem } from './scanner-sheet.ts';

/** A pressed key: `key` as in KeyboardEvent, one character or a name; `at` in milliseconds of any clock. */
export interface KeyPress {
  readonly key: string;
  readonly at: number;
}

/** One thing to say about a scanner. */
export type Finding =
  | { readonly kind: 'slow'; readonly gapMs: number }
  | { readonly kind: 'other-item'; readonly number: number }
  | { readonly kind: 'keyboard'; readonly row: KeyboardRow }
  | { readonly kind: 'capitals' }
  | { readonly kind: 'identifier'; readonly text: string }
  | { readonly kind: 'separator'; readonly text: string }
  | { readonly kind: 'start-stop' }
  | { readonly kind: 'in-front'; readonly text: string }
  | { readonly kind: 'behind'; readonly text: string }
  | { readonly kind: 'check-dropped' }
  | { readonly kind: 'zero-dropped' }
  | { readonly kind: 'part-missing'; readonly text: string }
  | { readonly kind: 'glued' }
  | { readonly kind: 'unreadable' };

export interface ScannerReport {
  /** As printed; or whether vouchers are found in spite of the findings. */
  readonly verdict: 'as-printed' | 'understood' | 'not-understood';
  readonly text: string;
  /** The last key of the scanner. All are fine here; in other pages a line feed opens the browser's downloads. */
  readonly end: 'enter' | 'tab' | 'line-feed' | 'none';
  readonly findings: readonly Finding[];
  readonly totalMs: number;
}

/** Compares what a scanner typed with the text of the symbol that was to be scanned. */
export function checkScanner(
  keys: readonly KeyPress[],
  expected: SheetItem,
  sheet: readonly SheetItem[],
  profile: ScannerProfile,
): ScannerReport {
  const characters = keys.filter(({ key }) => [...key].length === 1);
  const text = characters.map(({ key }) => key).join('');
  const item = meant(text, expected, sheet);
  const findings: Finding[] = [
    ...speedOf(keys),
    ...(item === expected ? [] : [{ kind: 'other-item', number: item.number } as const]),
    ...differences(text, item.text, item.symbology === 'ean-13'),
  ];
  return {
    verdict: verdictOf(findings, isUnderstood(text, item, profile)),
    text,
    end: endOf(keys),
    findings,
    totalMs: Math.round((keys.at(-1)?.at ?? 0) - (keys[0]?.at ?? 0)),
  };
}

/** The other symbol that was scanned, if its text came exactly as it is. */
const meant = (text: string, expected: SheetItem, sheet: readonly SheetItem[]): SheetItem =>
  text.includes(expected.text)
    ? expected
    : (sheet.find((item) => text.includes(item.text)) ?? expected);

function speedOf(keys: readonly KeyPress[]): Finding[] {
  const gaps = keys.slice(1).map(({ at }, index) => at - (keys[index]?.at ?? at));
  const gapMs = Math.round(Math.max(0, ...gaps));
  return gapMs > scannerGapMs ? [{ kind: 'slow', gapMs }] : [];
}

function endOf(keys: readonly KeyPress[]): ScannerReport['end'] {
  const last = keys.at(-1)?.key;
  if (last === 'Enter') return 'enter';
  if (last === 'LineFeed') return 'line-feed';
  return last === 'Tab' ? 'tab' : 'none';
}

/** Removes one habit after another until the text is left, and names each. */
function differences(sent: string, text: string, isEan: boolean): Finding[] {
  const found: Finding[] = [];
  let rest = sent;
  const identifier = identifierOf(rest);
  if (identifier) found.push({ kind: 'identifier', text: identifier });
  const separator = separatorOf(rest);
  if (separator) found.push({ kind: 'separator', text: separator });
  if (/^\*.+\*$/.test(identifier ? rest.slice(identifier.length) : rest)) {
    found.push({ kind: 'start-stop' });
  }
  rest = withoutMarks(rest).replace(/\p{Cc}/gu, '');

  const row = rowOf(rest, text);
  if (row) {
    found.push({ kind: 'keyboard', row: row[0] });
    rest = digitsFrom(rest, row[1]) ?? rest;
  }
  if (!rest.includes(text) && rest.toUpperCase().includes(text.toUpperCase())) {
    found.push({ kind: 'capitals' });
    const at = rest.toUpperCase().indexOf(text.toUpperCase());
    rest = rest.slice(0, at) + text + rest.slice(at + text.length);
  }
  if (onceOf(rest) === text && rest !== text) return [...found, { kind: 'glued' }];
  return [...found, ...whatIsLeft(rest, text, isEan)];
}

function whatIsLeft(rest: string, text: string, isEan: boolean): Finding[] {
  const whole = around(rest, text);
  if (whole) return whole;
  const withoutLast = isEan ? around(rest, text.slice(0, -1)) : null;
  if (withoutLast) return [{ kind: 'check-dropped' }, ...withoutLast];
  const withoutZero = text.startsWith('0') ? around(rest, text.slice(1)) : null;
  if (withoutZero) return [{ kind: 'zero-dropped' }, ...withoutZero];
  if (rest.length >= partAtLeast && text.includes(rest)) {
    const missing = text.startsWith(rest) ? text.slice(rest.length) : text.slice(0, -rest.length);
    return [{ kind: 'part-missing', text: missing }];
  }
  return [{ kind: 'unreadable' }];
}

/** A shorter part of the text could be anything. */
const partAtLeast = 6;

/** What stands before and after the text; null when the text is not there. */
function around(rest: string, text: string): Finding[] | null {
  const at = rest.indexOf(text);
  if (at < 0) return null;
  const [front, back] = [rest.slice(0, at), rest.slice(at + text.length)];
  return [
    ...(front ? [{ kind: 'in-front', text: front } as const] : []),
    ...(back ? [{ kind: 'behind', text: back } as const] : []),
  ];
}

/** The keyboard layout that explains what was sent: the sheet has each digit once. */
function rowOf(rest: string, text: string): readonly [KeyboardRow, string] | null {
  const digits = text.replace(/^\D+|\D+$/g, '');
  const typed = (signs: string) =>
    [...digits].map((digit) => [...signs][(Number(digit) + 9) % 10] ?? digit).join('');
  return keyboardRows.find(([, signs]) => rest.includes(typed(signs))) ?? null;
}

/** True when the till would find the voucher from what was sent. */
function isUnderstood(text: string, item: SheetItem, profile: ScannerProfile): boolean {
  const profiles = [profile, plainProfile];
  const same = (a: Reading, b: Reading) => a.kind === b.kind && a.code === b.code;
  const wanted = readScan(item.text, profiles).readings;
  return readScan(text, profiles).readings.some((one) => wanted.some((other) => same(one, other)));
}

function verdictOf(findings: readonly Finding[], understood: boolean): ScannerReport['verdict'] {
  const slow = findings.some(({ kind }) => kind === 'slow');
  if (!understood || slow) return 'not-understood';
  return findings.every(({ kind }) => kind === 'other-item') ? 'as-printed' : 'understood';
}
