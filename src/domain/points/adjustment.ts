import type { Draw } from './ledger.ts';
import { cause } from './ledger.ts';
import { drawFrom, type Lot } from './lot.ts';

/** More in one go is a slip of the finger, or should be several people's decision. */
export const adjustmentAtMost = 100_000;
export const whyAtMost = 200;

/** Whole points up or down, and not none. */
export const isAdjustment = (points: number): boolean =>
  Number.isSafeInteger(points) && points !== 0 && Math.abs(points) <= adjustmentAtMost;

/**
 * Where an adjustment's points go, or come from: up, into a lot of its own; down, out of the lots that expire first.
 * @returns null when the live lots do not hold as many: an adjustment makes no debt
 */
export function adjustmentDraws(
  id: string,
  points: number,
  lots: readonly Lot[],
  at: number,
): Draw[] | null {
  return points > 0 ? [{ lotId: cause.adjustment(id), points }] : drawFrom(lots, -points, at);
}
