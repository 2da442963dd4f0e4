/** Crockford's alphabet: an associate who types it can't confuse two of its characters. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Sixty bits: nobody finds a code by trying at a checkout. */
const length = 12;

/**
 * The code of a discount in a vendor's POS. It is made from a keyed hash of the redemption's id, so every try asks for
 * the same code, and a vendor with unique codes makes no second discount.
 * @param bytes at least 12
 */
export function mintCodeFrom(bytes: Uint8Array): string {
  if (bytes.length < length) throw new RangeError(`a mint code needs ${length} bytes`);
  // 32 divides 256, so each character is equally likely.
  return [...bytes.subarray(0, length)].map((byte) => alphabet.charAt(byte % 32)).join('');
}
