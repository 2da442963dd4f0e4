import { gs1CheckDigitOf } from './gs1.ts';

/** The check digit of an EAN-13, of the twelve digits in front of it. */
export function ean13CheckDigitOf(digits: string): string {
  if (!/^\d{12}$/.test(digits)) throw new RangeError('an EAN-13 is made of twelve digits');
  return gs1CheckDigitOf(digits);
}

export const isEan13 = (text: string): boolean =>
  /^\d{13}$/.test(text) && ean13CheckDigitOf(text.slice(0, 12)) === text[12];
