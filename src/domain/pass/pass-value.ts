/** A one-time value has eight digits. */
const valueLength = 8;

/** How long one value is shown. A picture of it is good for this and one neighbouring step, once. */
export const passStepMs = 30_000;

/** @param at the server's time, milliseconds since 1970 */
export const passStepAt = (at: number): number => Math.floor(at / passStepMs);

/** The text that is signed (HMAC-SHA-256, UTF-8) with the phone's key: a value fits one slot and one step only. */
export const passMessage = (slot: number, step: number): string => `pass/1/${slot}/${step}`;

/**
 * Eight digits from a signature, by the dynamic truncation of RFC 4226, 5.3.
 * @param signature 32 bytes of HMAC-SHA-256
 */
export function passValueFrom(signature: Uint8Array): string {
  const at = (signature.at(-1) ?? 0) & 0xf;
  const [first = 0, ...others] = signature.subarray(at, at + 4);
  const number = others.reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
  return String(number % 10 ** valueLength).padStart(valueLength, '0');
}
