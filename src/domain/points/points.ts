declare const brand: unique symbol;

/** Whole points, never a fraction. Negative where a change or a debt is meant. */
export type Points = number & { readonly [brand]: 'points' };

/**
 * Makes points of a number. A fraction or an unsafe integer is a bug, not a refusal.
 * @throws RangeError when `value` is not a safe integer.
 */
export function points(value: number): Points {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not whole points: ${value}`);
  return value as Points; // The one place that may say so: it was just checked.
}
