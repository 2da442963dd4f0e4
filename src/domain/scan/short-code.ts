declare const brand: unique symbol;

/**
 * A second code of a redemption, for barcodes without room for twelve digits: an EAN-13 leaves ten after its prefix. It
 * has no check digit of its own, because the EAN-13 has one (decision 014).
 */
export type ShortCode = string & { readonly [brand]: 'short-code' };

export const shortCodeLength = 10;

/**
 * Makes a code from bytes that nobody can guess.
 * @param bytes at least 8, from a keyed hash
 */
export function shortCodeFrom(bytes: Uint8Array): ShortCode {
  if (bytes.length < 8) throw new RangeError('a short code needs 8 bytes');
  let value = 0n;
  for (const byte of bytes.subarray(0, 8)) value = value * 256n + BigInt(byte);
  const digits = (value % 10n ** BigInt(shortCodeLength)).toString();
  return digits.padStart(shortCodeLength, '0') as ShortCode; // Made here with ten digits.
}

/** @returns null unless it is ten Latin digits. Only the database knows whether the code is somebody's */
export const readShortCode = (text: string): ShortCode | null =>
  /^[0-9]{10}$/.test(text) ? (text as ShortCode) : null; // Just checked.
