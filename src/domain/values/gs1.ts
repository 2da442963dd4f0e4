/**
 * The check digit that GS1 puts behind every number of goods: it catches each single wrong digit.
 * @see https://www.gs1.org/services/how-calculate-check-digit-manually
 * @throws RangeError when anything but digits is given
 */
export function gs1CheckDigitOf(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('check digits are made of digits only');
  // Counted from the right, so that leading zeros, which make a GTIN longer, change nothing.
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return String((10 - (sum % 10)) % 10);
}

/** What is wrong with a GTIN (GTIN-8, UPC-A, EAN-13, GTIN-14); null: nothing. */
export function gtinFault(text: string): 'length' | 'check-digit' | null {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return 'length';
  return gs1CheckDigitOf(text.slice(0, -1)) === text.slice(-1) ? null : 'check-digit';
}
