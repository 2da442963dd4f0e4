/**
 * Whether a text shows something: not only blanks, marks without a letter, signs without a shape (zero-width spaces and
 * joiners, variation selectors) and letters without one (Hangul fillers, the Braille blank). A text that people read
 * must, or a button or a line on a receipt would be empty.
 */
export const showsSomething = (text: string): boolean => !nothingToSee.test(text);

const nothingToSee = /^[\p{Cc}\p{Cf}\p{M}\p{Z}\s\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800]*$/u;

/** The text as the eye tells it from another: signs without a shape are gone, and runs of blanks are one. */
export const visibleForm = (text: string): string =>
  text
    // U+FEFF is a blank for \s, but takes no room.
    .replace(/[^\S\ufeff]/g, ' ')
    .replace(withoutShape, '')
    .replace(/ +/g, ' ')
    .trim();

/** Control and format signs, variation selectors, and letters and joiners without a shape. */
const withoutShape =
  /[\p{Cc}\p{Cf}\p{Variation_Selector}\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800]|\u034f/gu;

/** Whether it has a sign that breaks a line, or turns the direction of what stands beside it. */
export const disturbsLine = (text: string): boolean => disturbing.test(text);

/**
 * A typed text as one line: runs of blanks are one space, and signs that disturb a line are gone. They come along unseen
 * when a text is copied from a table or from text in Arabic.
 */
export const asLine = (typed: string): string =>
  typed
    .replace(/[^\S\ufeff]+/g, ' ')
    .replace(new RegExp(disturbing, 'gu'), '')
    .trim();

const disturbing = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
