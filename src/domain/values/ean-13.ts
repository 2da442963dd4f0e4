/**
 * The check digit of an EAN-13, of the twelve digits in front of it: it catches every single wrong digit.
 * @see https://www.gs1.org/services/how-calculate-check-digit-manually
 */
export function ean13CheckDigitOf(digits: string): string {
  if (!/^\d{12}$/.test(digits)) throw new RangeError('an EAN-13 is made of twelve digits');
  const sum = [...digits].reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return String((10 - (sum % 10)) % 10);
}

export const isEan13 = (text: string): boolean =>
  /^\d{13}$/.test(text) && ean13CheckDigitOf(text.slice(0, 12)) === text[12];
