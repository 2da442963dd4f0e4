/** A larger adjustment is a typing error, or several people should decide it. */
export const adjustmentAtMost = 100_000;
export const whyAtMost = 200;

/** Whether it is a number of whole points, up or down, and not zero. */
export const isAdjustment = (points: number): boolean =>
  Number.isSafeInteger(points) && points !== 0 && Math.abs(points) <= adjustmentAtMost;
