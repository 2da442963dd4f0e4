/** What a program counts towards tiers. */
export const tierMeasures = ['spend', 'points', 'visits'] as const;
export type TierMeasure = (typeof tierMeasures)[number];

/** Within what it counts. A rolling window moves with the time; the others but `lifetime` end, and are looked back on. */
export const tierPeriods = ['rolling', 'calendar-year', 'anniversary', 'lifetime'] as const;
export type TierPeriod = (typeof tierPeriods)[number];

/** What becomes at a period's end of a tier that was not kept. */
export const tierDowngrades = ['to-earned', 'one-step'] as const;
export type TierDowngrade = (typeof tierDowngrades)[number];

/** What a return does to a tier that was reached in the same period. */
export const tierReturns = ['lower', 'keep-used', 'keep'] as const;
export type TierReturns = (typeof tierReturns)[number];

/** Where a tier by invitation begins: so much is never counted. */
export const neverReached = Number.MAX_SAFE_INTEGER;

/** How tiers are reached and kept, as the file says it. */
export interface TierRule {
  readonly by: TierMeasure;
  readonly period: TierPeriod;
  /** How many months a rolling window has; absent: twelve. */
  readonly months?: number;
  /** What a member falls to when a period ends; absent: to the tier that the period has earned. */
  readonly downgrade?: TierDowngrade;
  /** Not of a rolling window, whose returns always lower; absent: a tier that was used in the period stays. */
  readonly returns?: TierReturns;
}
