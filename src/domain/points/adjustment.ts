/** More in one go is a slip of the finger, or should be several people's decision. */
export const adjustmentAtMost = 100_000;
export const whyAtMost = 200;

/** Whole points up or down, and not none. */
export const isAdjustment = (points: number): boolean =>
  Number.isSafeInteger(points) && points !== 0 && Math.abs(points) <= adjustmentAtMost;
