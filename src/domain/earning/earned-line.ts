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
  /**
   * The purchase's lines that earned it, each with the amount by which it is spread over them; empty: the whole sale, by
   * the prices.
   */
  readonly on: readonly PurchaseLine[];
  /** Whether it comes back in proportion to the goods; otherwise it stays until its condition no longer holds. */
  readonly spread: boolean;
  /**
   * How much of those goods must not come back, minor units. With less, all of it comes back. 1 where it is not spread:
   * anything of them, also goods that cost nothing.
   */
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
  if (isNothing(returned)) return 0;
  const left = leftOn(sold, returned, line.on);
  if (line.spread) {
    return left < line.needs ? amount : dueBack(sold, returned, { amount, on: line.on });
  }
  const stays = line.needs > 1 ? left >= line.needs : left > 0 || hasFree(sold, returned, line.on);
  return stays ? 0 : amount;
}

const isNothing = ({ lines, unlinedMinor }: Returned): boolean =>
  lines.size === 0 && unlinedMinor === 0;

/** What is left of the goods that a line is of, minor units. */
function leftOn(sold: Sold, returned: Returned, on: EarnedLine['on']): number {
  const own = on.length === 0 ? [] : goodsOf(sold, on);
  const minor = on.length === 0 ? sold.total.minor : own.reduce((sum, one) => sum + one.minor, 0);
  return minor - dueBack(sold, returned, { amount: minor, on: own });
}

/** Whether the member still has goods that cost nothing. The amounts can't tell, because these add nothing to them. */
const hasFree = (sold: Sold, returned: Returned, on: EarnedLine['on']): boolean =>
  goodsOf(sold, on).some(({ id, minor }) => minor === 0 && !returned.lines.has(id));

/** The goods that a line is of, at what was paid for them. */
function goodsOf(sold: Sold, on: EarnedLine['on']): readonly PurchaseLine[] {
  const ids = new Set(on.map(({ id }) => id));
  return on.length === 0 ? sold.lines : sold.lines.filter(({ id }) => ids.has(id));
}

/** The points of lines that must be back, all together. */
export const pointsBack = (sold: Sold, returned: Returned, lines: readonly EarnedLine[]): number =>
  lines.reduce((sum, line) => sum + lineBack(sold, returned, line, line.points), 0);
