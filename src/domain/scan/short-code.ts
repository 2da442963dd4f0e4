declare const brand: unique symbol;

/**
 * A second name of a redemption, where the bars have no room for twelve digits: an EAN-13 leaves ten behind
 * its prefix. None of them is a check digit of ours, as the EAN-13 brings its own (decision 014).
 */
export type ShortCode = string & { readonly [brand]: 'short-code' };

export const shortCodeLength = 10;

/**
 * Makes a code of unguessable bytes.
 * @param bytes at least 8, from a keyed hash
 */
export function shortCodeFrom(bytes: Uint8Array): ShortCode {
  if (bytes.length < 8) throw new RangeError('a short code needs 8 bytes');
  let value = 0n;
  for (const byte of bytes.subarray(0, 8)) value = value * 256n + BigInt(byte);
  const digits = (value % 10n ** BigInt(shortCodeLength)).toString();
  return digits.padStart(shortCodeLength, '0') as ShortCode; // Made right here, so right.
}

/** @returns null unless it is ten Latin digits; whether they are anybody's only the database knows */
export const readShortCode = (text: string): ShortCode | null =>
  /^[0-9]{10}$/.test(text) ? (text as ShortCode) : null; // Just checked.
