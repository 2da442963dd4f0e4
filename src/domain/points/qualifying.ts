import { monthsBefore } from '#domain/values/calendar.ts';

/** The months whose spend decides the tier. */
const qualifyingMonths = 12;

/** From when on a purchase counts towards the tier at `at`. */
export const qualifyingSince = (at: number): number => monthsBefore(at, qualifyingMonths);
