import { showsSomething } from '#domain/values/visible.ts';

/** A larger adjustment is a typing error, or several people should decide it. */
export const adjustmentAtMost = 100_000;
export const whyAtMost = 200;

/** Whether a text can be the reason that a member reads: one line, with something to see, and not too long. */
export const isWhy = (text: string): boolean =>
  showsSomething(text) && text.length <= whyAtMost && !/\p{Cc}/u.test(text);

/** Whether it is a number of whole points, up or down, and not zero. */
export const isAdjustment = (points: number): boolean =>
  Number.isSafeInteger(points) && points !== 0 && Math.abs(points) <= adjustmentAtMost;
