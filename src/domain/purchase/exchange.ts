import { shareOf } from '#domain/values/apportion.ts';
import type { Money } from '#domain/values/money.ts';

/**
 * What becomes of the points in an exchange: as far as the new goods cost what came back, they keep the points
 * that were just taken, whatever bonus or tier had earned them; only what they cost more earns anew.
 * @param total what the new goods cost
 * @param back what came back, minor units, and the points that were taken for it
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
