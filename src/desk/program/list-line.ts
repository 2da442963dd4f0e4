import { commaOf, type Language } from '#i18n/language.ts';

/** What people put between entries, on the keyboards of our languages. */
const separators: readonly string[] = [',', ';', '،', '؛'];

/**
 * The entries of a list that was typed as one line.
 * @param known the entries that the file has: a sign that one of them contains separates nothing
 */
export function entriesOf(line: string, known: readonly string[]): string[] {
  return between(known)
    .reduce<string[]>((parts, sign) => parts.flatMap((part) => part.split(sign)), [line])
    .map((one) => one.trim())
    .filter(Boolean);
}

/**
 * The list as one line, which `entriesOf` reads as the same entries. Between them stands the language's comma; where an
 * entry contains that, its semicolon, and then a sign of the other language.
 */
export function lineOf(entries: readonly string[], language: Language): string {
  const comma = commaOf(language);
  const own = separators.indexOf(comma.trim());
  const inOrder = [...separators.slice(own), ...separators.slice(0, own)];
  const free = between(entries);
  const sign = inOrder.find((one) => free.includes(one));
  return entries.join(sign === undefined ? comma : `${sign} `);
}

/** The signs that separate entries: what an entry contains separates nothing. */
const between = (known: readonly string[]) =>
  separators.filter((sign) => !known.some((one) => one.includes(sign)));
