import { shareOf } from '#domain/values/apportion.ts';
import type { Money } from '#domain/values/money.ts';

/**
 * What an exchange does with points. For the part of the price that the returned goods cover, the new goods keep the
 * points that were just taken, whatever bonus or tier had earned them. Only what they cost more earns new points.
 * @param total price of the new goods
 * @param back what came back, minor units, and the points taken for it
 * @returns the points that are kept, and the amount that earns now
 */
export function splitExchange(
  total: Money,
  back: { readonly minor: number; readonly points: number },
): { kept: number; rest: Money } {
  const covered = Math.min(back.minor, total.minor);
  return {
    kept: covered === 0 ? 0 : shareOf(back.points, covered, back.minor),
    rest: { ...total, minor: total.minor - covered },
  };
}
