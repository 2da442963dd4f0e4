import type { Program } from '#domain/program/program.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';

/**
 * When the points of a sale can be spent: the day after its return window, by the program's calendar. It is counted
 * from the sale, so that nobody waits longer because a till reports late.
 * @returns null: at once, because the program has no such wait or the window is over
 */
export function availableFrom(
  { pending, timeZone }: Pick<Program, 'pending' | 'timeZone'>,
  sale: { readonly soldAt: number; readonly at: number },
): number | null {
  if (!pending) return null;
  const from = endOfDayAfterDays(sale.soldAt, pending.days, timeZone);
  return from > sale.at ? from : null;
}
