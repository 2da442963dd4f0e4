/** The keyboard layout that a scanner types in, if it is not the computer's. */
export type KeyboardRow =
  | 'french'
  | 'belgian'
  | 'american-shift'
  | 'british-shift'
  | 'german-shift'
  | 'spanish-shift'
  | 'italian-shift'
  | 'czech'
  | 'slovak';

/**
 * The top row of keyboards, from 1 to 0, as it comes out when a scanner types in another layout than the computer's.
 * The first layout that gives a code with a right check digit is meant.
 */
export const keyboardRows: readonly (readonly [KeyboardRow, string])[] = [
  ['french', '&é"\'(-è_çà'],
  // Also French on a Mac.
  ['belgian', '&é"\'(§è!çà'],
  // Also Caps Lock on a French scanner.
  ['american-shift', '!@#$%^&*()'],
  ['british-shift', '!"£$%^&*()'],
  ['german-shift', '!"§$%&/()='],
  ['spanish-shift', '!"·$%&/()='],
  ['italian-shift', '!"£$%&/()='],
  ['czech', '+ěščřžýáíé'],
  ['slovak', '+ľščťžýáíé'],
];

/** The text with a row's signs replaced by the digits that were meant; null when it has none of them. */
export function digitsFrom(text: string, signs: string): string | null {
  const row = [...signs];
  const read = [...text].map((character) => {
    const place = row.indexOf(character);
    return place < 0 ? character : String((place + 1) % 10);
  });
  const digits = read.join('');
  return digits === text ? null : digits;
}

/** What a scan says in one of the layouts. */
interface Meant {
  readonly row: KeyboardRow;
  readonly text: string;
}

/**
 * What a scan may say in other layouts. Those in which each sign is a digit come first: signs of one layout that another
 * one lacks would else be taken for what a scanner puts around the digits, or for dashes between groups.
 */
export function meantInRows(sent: string): Meant[] {
  const meant = keyboardRows.flatMap(([row, signs]) => {
    const text = digitsFrom(sent, signs);
    return text === null ? [] : [{ row, text }];
  });
  const isWhole = ({ text }: Meant): boolean => /^\d+$/.test(text.trim());
  return [...meant.filter(isWhole), ...meant.filter((one) => !isWhole(one))];
}
