/** A longer text is no number that anybody types, and is not read. */
const readAtMost = 256;

/** Replaces digits of other scripts, as an Arabic keyboard types them, by Latin ones. Other characters stay. */
export const latinDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
    String((digit.codePointAt(0) ?? 0) & 0xf),
  );

/**
 * Digits as a scanner sends them or people type them: removes the spaces, dashes and dots between groups, and replaces
 * digits of other scripts by Latin ones. Other characters stay.
 */
export const typedDigits = (text: string): string =>
  latinDigits(text.slice(0, readAtMost)).replace(/[\s\-–—.·\u2066-\u2069\u200e\u200f]/gu, '');
