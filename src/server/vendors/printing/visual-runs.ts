import bidiFactory from 'bidi-js';

let bidi: ReturnType<typeof bidiFactory> | undefined;

/**
 * The pieces of a line from left to right, as they stand on paper (Unicode Bidirectional Algorithm, UAX 9): a PDF has no
 * direction of its own. Within a piece the signs are in the order in which they are read: a font shapes them so. What
 * is read from the right comes word by word, because the font's shaper puts words from left to right.
 */
export function visualRuns(line: string, direction: 'ltr' | 'rtl'): string[] {
  bidi ??= bidiFactory();
  const levels = bidi.getEmbeddingLevels(line, direction);
  const mirrored = bidi.getMirroredCharactersMap(line, levels.levels);
  const runs: { level: number; places: number[] }[] = [];
  for (const place of bidi.getReorderedIndices(line, levels)) {
    const level = levels.levels[place] ?? 0;
    const last = runs.at(-1);
    if (last?.level === level) last.places.push(place);
    else runs.push({ level, places: [place] });
  }
  return runs.flatMap(({ level, places }) => {
    const text = places
      .toSorted((a, b) => a - b)
      .map((place) => mirrored.get(place) ?? line[place] ?? '')
      .join('');
    return level % 2 === 1 ? text.split(/( )/).toReversed() : [text];
  });
}
