/**
 * The name that an associate greets with, as somebody typed it; null for a blank one. Signs that turn a line
 * around or break it go; the two joiners are part of names in some scripts.
 */
export function readFirstName(typed: string): string | null {
  const name = typed
    .normalize('NFC')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(tooManyMarks, '$1')
    .trim();
  return nothingToSee.test(name) ? null : name;
}

/** No script puts more marks than this on a letter; a tower of them covers the lines around it. */
const tooManyMarks = /(\p{M}{6})\p{M}+/gu;

/** Blanks, marks without a letter, and letters that are drawn as nothing: the fillers of Hangul, the blank of Braille. */
const nothingToSee = /^[\p{Cf}\p{M}\s\u115f\u1160\u3164\uffa0\u2800]*$/u;
