/**
 * Whether a text shows something: not only blanks, marks without a letter, signs without a shape (zero-width spaces and
 * joiners, variation selectors) and letters without one (Hangul fillers, the Braille blank). A text that people read
 * must, or a button or a line on a receipt would be empty.
 */
export const showsSomething = (text: string): boolean => !nothingToSee.test(text);

const nothingToSee = /^[\p{Cc}\p{Cf}\p{M}\p{Z}\s\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800]*$/u;
