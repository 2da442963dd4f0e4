import { code39Characters } from './symbology.ts';

// What scanners may add to a text or change in it. Each habit has a function that removes it, so that the scanner check
// can name it.

/** The symbology identifier of ISO/IEC 15424: `]C1` for GS1-128, `]Q1` for QR, and so on. */
const identifier = /^\][A-Za-z][0-9A-Za-z]/;
/** The extended channel interpretation at the start of a QR code, as some scanners type it. */
const interpretation = /^\\\d{6}/;
/** FNC1 is no character: these are the texts that scanners type for it, besides the control character GS. */
const separator = /␝|<GS>|\{GS\}|\^\]|Ï|Ê/gi;

export const identifierOf = (text: string): string | null => identifier.exec(text)?.[0] ?? null;

/** The separator GS (29), or the text that stands for it. */
export const separatorOf = (text: string): string | null =>
  text.includes(String.fromCharCode(29)) ? 'GS' : (text.match(separator)?.[0] ?? null);

/** Removes the identifier, the interpretation, FNC1, and Code 39's start and stop. */
export function withoutMarks(text: string): string {
  const marked = text.replace(identifier, '').replace(interpretation, '').replace(separator, '');
  return /^\*[^*]+\*$/.test(marked) ? marked.slice(1, -1) : marked;
}

/** One half of a text that has two equal halves, because a scan was sent twice; otherwise the text. */
export function onceOf(text: string): string {
  const half = text.slice(0, text.length / 2);
  return text.length > 1 && half + half === text ? half : text;
}

/** Removes Code 39's optional check character, modulo 43; null where the last character is none. */
export function withoutCode39Check(text: string): string | null {
  const [body, check] = [text.slice(0, -1), text.slice(-1)];
  const values = [...body].map((character) => code39Characters.indexOf(character));
  if (values.length === 0 || values.includes(-1)) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  return code39Characters[sum % code39Characters.length] === check ? body : null;
}
