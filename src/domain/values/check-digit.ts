/**
 * The check digit of ISO/IEC 7064 MOD 11,10: one decimal digit. It catches every single wrong digit and nearly every
 * swapped pair, and never needs an X.
 * @see https://www.iso.org/standard/31531.html
 * @param digits one or more decimal digits, without the check digit
 * @throws RangeError when anything but digits is given
 */
export function checkDigitOf(digits: string): string {
  const product = productAfter(digits);
  return String((11 - product) % 10);
}

/** True when the last of `digits` is the check digit of the rest. */
export function hasRightCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigitOf(digits.slice(0, -1)) === digits.slice(-1);
}

function productAfter(digits: string): number {
  if (!/^\d+$/.test(digits)) throw new RangeError('check digits are made of digits only');
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return product;
}
