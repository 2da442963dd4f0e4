import { monthsBefore } from '#domain/values/calendar.ts';

/** A tier is earned by the spend of this many months. */
const qualifyingMonths = 12;

/** From when a purchase counts towards the tier at `at`. */
export const qualifyingSince = (at: number): number => monthsBefore(at, qualifyingMonths);
