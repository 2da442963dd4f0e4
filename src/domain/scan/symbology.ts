import { isEan13 } from '#domain/values/ean-13.ts';
import type { Symbology } from './scanner-profile.ts';

/** The 82 characters of a GS1 element string (GS1 General Specifications, figure 7.11-1). */
const gs1 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/;
/** Code 39's own characters, in the order of their values. The start and stop character `*` is not one of them. */
export const code39Characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%';

/** Two and a half times the longest text of a profile: as much as a pool's code may need. */
const longest = 64;

const carries: Record<Symbology, (text: string) => boolean> = {
  'code-128': (text) => /^[\x20-\x7e]+$/.test(text),
  'ean-13': isEan13,
  // An application identifier of two digits, and at least one character after it.
  'gs1-128': (text) => /^\d\d./.test(text) && gs1.test(text),
  // Digits stand in pairs: one in the bars, one in the spaces between them.
  itf: (text) => /^(\d\d)+$/.test(text),
  'code-39': (text) => [...text].every((character) => code39Characters.includes(character)),
  qr: (text) => /^[\x20-\x7e]+$/.test(text),
  'data-matrix': (text) => /^[\x20-\x7e]+$/.test(text),
  aztec: (text) => /^[\x20-\x7e]+$/.test(text),
  pdf417: (text) => /^[\x20-\x7e]+$/.test(text),
};

/** True when a barcode of that symbology can carry the text, check digits included. */
export const canCarry = (symbology: Symbology, text: string): boolean =>
  text.length > 0 && text.length <= longest && carries[symbology](text);
