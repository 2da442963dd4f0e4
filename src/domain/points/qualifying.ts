import { monthsBefore } from '#domain/values/calendar.ts';

/** The months whose spend decides the tier. */
export const qualifyingMonths = 12;

/** Purchases after this time count towards the tier at `at`. */
export const qualifyingSince = (at: number): number => monthsBefore(at, qualifyingMonths);

/** What a purchase adds to the spend that decides the tier, in minor units. */
export interface Spend {
  readonly at: number;
  readonly minor: number;
}

/**
 * Until when this spend is at least `minor`, if nothing more is bought: purchases stop counting one after the other.
 * @returns null when it is less already, or always enough. A purchase of 29 February is said to count a day less.
 */
export function spendLasts(spends: readonly Spend[], minor: number): number | null {
  let left = spends.reduce((sum, one) => sum + one.minor, 0);
  if (minor <= 0 || left < minor) return null;
  for (const one of [...spends].sort((a, b) => a.at - b.at)) {
    left -= one.minor;
    if (left < minor) return monthsBefore(one.at, -qualifyingMonths);
  }
  return null;
}
