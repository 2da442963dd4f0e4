import type { Program } from '#domain/program/program.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';

/**
 * When the return window of a sale is over: as its next day begins, by the program's calendar. It is counted from the
 * sale, so that nobody waits longer because a till reports late.
 * @returns null: the program has no such wait
 */
export const windowEnd = (
  { pending, timeZone }: Pick<Program, 'pending' | 'timeZone'>,
  soldAt: number,
): number | null => (pending ? endOfDayAfterDays(soldAt, pending.days, timeZone) : null);

/** When points can be spent that wait until then; null: at once, because they do not wait or the wait is over. */
export const availableFrom = (waitsUntil: number | null, at: number): number | null =>
  waitsUntil !== null && waitsUntil > at ? waitsUntil : null;
