import { expiryOf } from '#domain/program/expiry.ts';
import type { Program } from '#domain/program/program.ts';
import { endOfDayAfterMonths } from '#domain/values/calendar.ts';
import { periodAt } from '#domain/values/period.ts';
import { cause } from './ledger.ts';

type Rule = Pick<Program, 'expiry' | 'pointsLastMonths' | 'timeZone'>;

/** When points expire that can be spent from `from` on. */
export function lotEnd(program: Rule, from: number): number {
  const { pointsLastMonths, timeZone } = program;
  const end = endOfDayAfterMonths(from, pointsLastMonths, timeZone);
  const { ends } = expiryOf(program);
  if (ends === 'day' || ends === 'inactivity') return end;
  // The last day's own period: its end is the first instant of the day after.
  return periodAt(end - 1, ends, timeZone).endsAt ?? end;
}

/**
 * What keeps points alive under the rule of inactivity: buying, taking a reward, joining. What support or a return does
 * is not the member's doing.
 */
const isActivity = (text: string): boolean =>
  text === cause.welcome() ||
  text.startsWith(cause.occasions('joining')) ||
  text.startsWith(cause.purchase('')) ||
  text.startsWith(cause.issue(''));

/** Until when an entry keeps all points of the member; null: it does not. */
export const keptUntil = (program: Rule, entry: { cause: string; at: number }): number | null =>
  expiryOf(program).ends === 'inactivity' && isActivity(entry.cause)
    ? lotEnd(program, entry.at)
    : null;
