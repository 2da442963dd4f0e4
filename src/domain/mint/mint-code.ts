/** Crockford's alphabet: nothing in it is taken for something else when an associate types it. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Sixty bits: nobody finds one by trying at a checkout. */
const length = 12;

/**
 * The code of a discount that is made in a vendor's POS. Made of a keyed hash of the redemption's id, so that asking
 * again asks for the very same code, and a vendor that keeps codes unique makes no second.
 * @param bytes at least 12
 */
export function mintCodeFrom(bytes: Uint8Array): string {
  if (bytes.length < length) throw new RangeError(`a mint code needs ${length} bytes`);
  // Thirty-two letters divide a byte's values evenly, so each is as likely as any other.
  return [...bytes.subarray(0, length)].map((byte) => alphabet.charAt(byte % 32)).join('');
}
