/** Which keyboard a scanner types on, when that is another than the computer has. */
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
 * The top row of keyboards, from 1 to 0, as it comes out when a scanner thinks it is another keyboard
 * than the computer does. The first that makes a right code is meant: the check digit is the judge.
 */
export const keyboardRows: readonly (readonly [KeyboardRow, string])[] = [
  ['french', '&é"\'(-è_çà'],
  // French on a Mac too.
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

/** The text with the signs of the row read as the digits that were meant; null when none is of the row. */
export function digitsFrom(text: string, signs: string): string | null {
  const row = [...signs];
  const read = [...text].map((character) => {
    const place = row.indexOf(character);
    return place < 0 ? character : String((place + 1) % 10);
  });
  const digits = read.join('');
  return digits === text ? null : digits;
}
