declare const brand: unique symbol;

/** Whole points, never a fraction. Negative for a change or a debt. */
export type Points = number & { readonly [brand]: 'points' };

/**
 * Makes points of a number. A fraction or an unsafe integer is a bug and no refusal.
 * @throws RangeError when `value` is not a safe integer
 */
export function points(value: number): Points {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not whole points: ${value}`);
  return value as Points; // The only cast: it was just checked.
}
