import type { PurchaseLine } from '#domain/purchase/line.ts';
import { dueBack, type Returned, type Sold } from '#domain/purchase/return.ts';

/** What one rule made of one sale: its points, or what it counted. */
export interface EarnedLine {
  readonly rule: string;
  readonly points: number;
  /** Stamps, or what was spent towards a goal, minor units; 0 for a rule that gives at once. */
  readonly counted: number;
  /** What it is counted within: the first instant of a day or of a goal's period; 0: it has no end. */
  readonly within: number;
  /** The lines that it is of, and how it is spread over them; empty: over the whole sale, by the prices. */
  readonly on: readonly PurchaseLine[];
  /** Whether it comes back in proportion to the goods; otherwise it stays until its condition no longer holds. */
  readonly spread: boolean;
  /** How much of those goods must not come back, minor units. With less, all of it comes back. */
  readonly needs: number;
}

/**
 * How many of a line's points, or of what it counted, must be back when these goods are back. Like `dueBack`, it
 * depends on what is back only, and never falls when more comes back.
 */
export function lineBack(
  sold: Sold,
  returned: Returned,
  line: Pick<EarnedLine, 'on' | 'spread' | 'needs'>,
  amount: number,
): number {
  if (returned.whole) return amount;
  if (line.needs > 0 && leftOn(sold, returned, line.on) < line.needs) return amount;
  return line.spread ? dueBack(sold, returned, { amount, on: line.on }) : 0;
}

/** What is left of the goods that a line is of, minor units. */
function leftOn(sold: Sold, returned: Returned, on: EarnedLine['on']): number {
  const ids = new Set(on.map(({ id }) => id));
  const own = on.length === 0 ? [] : sold.lines.filter(({ id }) => ids.has(id));
  const minor = on.length === 0 ? sold.total.minor : own.reduce((sum, one) => sum + one.minor, 0);
  return minor - dueBack(sold, returned, { amount: minor, on: own });
}

/** The points of lines that must be back, all together. */
export const pointsBack = (sold: Sold, returned: Returned, lines: readonly EarnedLine[]): number =>
  lines.reduce((sum, line) => sum + lineBack(sold, returned, line, line.points), 0);
