import type { HistoryLine } from '#contract/member.ts';

/**
 * What a line of history was for. A kept document of an older version says the name at most; where it says none, the
 * points stand for it.
 * @param pointsText how many points, in words
 */
export function lineText(
  { text, what, points }: Pick<HistoryLine, 'text' | 'what' | 'points'>,
  pointsText: (points: number) => string,
): string {
  if (text !== undefined) return text;
  if ('reward' in what) return what.reward;
  return 'name' in what ? what.name : pointsText(Math.abs(points));
}
