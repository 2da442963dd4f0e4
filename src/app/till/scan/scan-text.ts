import { readVoucherCode, voucherCodeLength } from '#domain/voucher-code.ts';

/** What a scan says once a scanner's own habits are taken off it. */
export interface ScanText {
  readonly text: string;
  /** True: the scanner types on another keyboard's layout, and somebody should set it right. */
  readonly otherLayout: boolean;
}

/**
 * The top row of keyboards, from 1 to 0, as it comes out when a scanner thinks it is another keyboard
 * than the computer does. The first that makes a right code wins; the check digit is the judge.
 */
const topRows: readonly string[] = [
  '&é"\'(-è_çà', // French
  '&é"\'(§è!çà', // Belgian, French on a Mac
  '!@#$%^&*()', // American with Shift, or with Caps Lock on a French scanner
  '!"£$%^&*()', // British with Shift
  '!"§$%&/()=', // German with Shift
  '!"·$%&/()=', // Spanish with Shift
  '!"£$%&/()=', // Italian with Shift
  '+ěščřžýáíé', // Czech
  '+ľščťžýáíé', // Slovak
];

/** What readers put before the digits when they are set to: `]C0` for Code 128, `]Q1` for QR, and so on. */
const readerPrefix = /^\][a-zA-Z]\d/;

/**
 * Reads what a scanner sent or fingers typed. Anything that is not ours is left as it is, so that
 * the server can say what is wrong with it.
 */
export function readScan(raw: string): ScanText {
  const text = raw.trim();
  for (const candidate of [text, bare(text)])
    if (isCode(candidate)) return { text: candidate, otherLayout: false };
  const translations = topRows
    .map((row) => translate(text, row))
    .filter((translated) => translated !== null);
  const right = translations.find(isCode);
  if (right) return { text: right, otherLayout: true };
  // A row of signs that stands for twelve digits is a code of ours that was read wrong.
  const [damaged] = translations;
  return damaged ? { text: damaged, otherLayout: true } : { text: bare(text), otherLayout: false };
}

const isCode = (text: string): boolean => typeof readVoucherCode(text) === 'string';

/** Without the reader's prefix, and without signs that a scanner is set to put around the digits. */
const bare = (text: string): string => {
  const stripped = text.replace(readerPrefix, '').replace(/^\D+|\D+$/gu, '');
  return isCode(stripped) ? stripped : text;
};

function translate(text: string, row: string): string | null {
  const signs = [...row];
  let translated = '';
  let changed = false;
  for (const character of text) {
    const place = signs.indexOf(character);
    if (place >= 0) {
      translated += String((place + 1) % 10);
      changed = true;
    } else if (/\d/.test(character)) translated += character;
    else if (!/\s/u.test(character)) return null;
  }
  return changed && translated.length === voucherCodeLength ? translated : null;
}
