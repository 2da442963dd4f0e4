/** So many letters fit beside a line's picture and points on a phone of 360 pixels. */
const fits = 24;

/**
 * A part of a sentence that no line breaks inside: of "Till 2" on two lines the "2" looks like the next part's. A part
 * that is longer than a line may break as ever.
 */
export const inOnePiece = (text: string): string =>
  text.length > fits ? text : text.replaceAll(' ', '\u00a0');
