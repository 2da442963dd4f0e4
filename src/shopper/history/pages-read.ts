import type { HistoryPage } from '#contract/member.ts';

/**
 * The history as far as it was read, where the server has said its beginning anew: a line that comes does not take away the older ones that
 * somebody is reading.
 * @param first the newest lines, as they are now
 * @param read the pages as they were read, the newest first
 * @returns pages without a gap and without a line twice; the first one alone where so much came that some lines were never read
 */
export function pagesRead(first: HistoryPage, read: readonly HistoryPage[]): HistoryPage[] {
  const [before, ...older] = read;
  const last = first.lines.at(-1)?.seq ?? 0;
  if (older.length === 0 || !before?.lines.some(({ seq }) => seq === last)) return [first];
  return [first, { ...before, lines: before.lines.filter(({ seq }) => seq < last) }, ...older];
}
