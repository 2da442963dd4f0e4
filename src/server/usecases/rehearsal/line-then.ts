import type { EarnedLine } from '#domain/earning/earned-line.ts';

/** What a rule made of a sale, and how much of that is back. */
export interface LineThen extends EarnedLine {
  pointsBack: number;
  countedBack: number;
}

/** What a rule makes of a sale of which nothing is back. */
export const fresh = (line: Omit<LineThen, 'pointsBack' | 'countedBack'>): LineThen => ({
  rule: line.rule,
  points: line.points,
  counted: line.counted,
  within: line.within,
  on: line.on,
  spread: line.spread,
  needs: line.needs,
  pointsBack: 0,
  countedBack: 0,
});

/** All that a sale earned, by what was paid. */
export const byPrice = (points: number): LineThen =>
  fresh({ rule: 'purchase', points, counted: 0, within: 0, on: [], spread: true, needs: 0 });
