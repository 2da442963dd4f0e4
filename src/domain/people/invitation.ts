/** Characters that are not taken for each other when somebody reads them out (Crockford's Base32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const length = 10;

/** How many random bytes a code is made from. */
export const invitationBytes = length;

/** For how long an address that was a member's is remembered: longer than a year of any limit. */
export const formerAddressMs = 400 * 24 * 60 * 60_000;

/** The code of an invitation: fifty random bits, which nobody finds by trying. @param bytes `invitationBytes` random ones */
export const invitationCodeFrom = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => alphabet[byte & 31]).join('');

/** A code as it is stored, from an address that somebody may have typed; null: it is none. */
export function readInvitationCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  const isCode = code.length === length && [...code].every((one) => alphabet.includes(one));
  return isCode ? code : null;
}
