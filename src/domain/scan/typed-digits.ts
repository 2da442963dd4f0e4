/** More than this is no number that anybody types, and is not looked at. */
const readAtMost = 256;

/** Digits of other scripts as Latin ones, as an Arabic keyboard types them. What is no digit stays. */
export const latinDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
    String((digit.codePointAt(0) ?? 0) & 0xf),
  );

/**
 * Digits as a scanner sends them or people type them: the spaces, dashes and dots that they put between
 * groups go, and digits of other scripts become Latin. What is no digit stays.
 */
export const typedDigits = (text: string): string =>
  latinDigits(text.slice(0, readAtMost)).replace(/[\s\-–—.·\u2066-\u2069\u200e\u200f]/gu, '');
