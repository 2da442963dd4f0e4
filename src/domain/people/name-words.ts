/** More words than names have; a name of 300 characters is cut here. */
const wordsAtMost = 12;
/** In letters. What is longer is found by its beginning. */
const lettersAtMost = 32;

/**
 * The words by which somebody is found: those of the name, and those before the @ of the address, because there the
 * family name often stands. Digits are no part of a word: `jon.smith83` is Jon Smith.
 */
export const memberWords = (of: { readonly name: string | null; readonly address: string }) =>
  wordsOf(`${of.name ?? ''} ${beforeAt(of.address)}`);

/** What stands before the last @; all of it where there is none. What follows is most people's. */
export function beforeAt(text: string): string {
  const at = text.lastIndexOf('@');
  return at > 0 ? text.slice(0, at) : text;
}

/** The different words of a text, as they are compared: without case, accents, and what Arabic may leave out. */
export function wordsOf(text: string): string[] {
  const words = folded(text).match(/[\p{L}\p{Mc}]+|\p{Extended_Pictographic}/gu) ?? [];
  const named = words.map((word) => [...word].slice(0, lettersAtMost).join(''));
  return [...new Set(named)].slice(0, wordsAtMost);
}

/** What two people write in two ways, in one. The marks of a letter go, so an accent or a vowel sign may be missing. */
function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}'’ʼ`´ـ]/gu, '')
    .replace(/[ßæœøłđðþıςىةٱ]/g, (letter) => oneWay[letter] ?? letter)
    .normalize('NFC');
}

const oneWay: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
  ى: 'ي',
  ة: 'ه',
  ٱ: 'ا',
};

/** The letters that somebody may have meant, by script, as `folded` leaves them. */
const alphabets: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  'ءابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  'абвгдежзиклмнопрстуфхцчшщъыьэюя',
  'αβγδεζηθικλμνξοπρστυφχψω',
  'אבגדהוזחטיכלמנסעפצקרשתךםןףץ',
];

/** Shorter words are one letter away from too many others. */
const slipFrom = 3;

/**
 * Every text that is one slip away from a word: a letter missing, too many, another one, or two that changed places.
 * Some hundreds, of which a database has few. None for a word of one or two letters.
 */
export function slipsOf(word: string): string[] {
  const letters = [...word];
  if (letters.length < slipFrom) return [];
  const alphabet = [...(alphabets.find((one) => letters.some((l) => one.includes(l))) ?? '')];
  const slips = new Set<string>();
  for (let at = 0; at <= letters.length; at += 1) {
    const before = letters.slice(0, at).join('');
    const [here = '', next = ''] = letters.slice(at);
    const after = letters.slice(at + 1).join('');
    for (const letter of alphabet) {
      slips.add(before + letter + here + after);
      if (here !== '') slips.add(before + letter + after);
    }
    if (here === '') continue;
    slips.add(before + after);
    slips.add(before + next + here + letters.slice(at + 2).join(''));
  }
  slips.delete(word);
  return [...slips];
}
