/** What people put between entries, on the keyboards of our languages. */
const separators = [',', '،', ';', '؛'] as const;

/**
 * The entries of a list that was typed as one line.
 * @param known the entries that the file has: a sign that one of them contains separates nothing
 */
export function entriesOf(line: string, known: readonly string[]): string[] {
  const between = separators.filter((sign) => !known.some((one) => one.includes(sign)));
  return between
    .reduce<string[]>((parts, sign) => parts.flatMap((part) => part.split(sign)), [line])
    .map((one) => one.trim())
    .filter(Boolean);
}
