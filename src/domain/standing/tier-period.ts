import { type TierTerms, tierRuleOf } from '#domain/program/tier-terms.ts';
import { dayOf, startOfDay } from '#domain/values/calendar.ts';
import { periodAt } from '#domain/values/period.ts';

/** A stretch of time within which a program counts: from its first instant to the first of the next. */
export interface CountedPeriod {
  readonly startsAt: number;
  /** Null: it never ends. */
  readonly endsAt: number | null;
}

const always: CountedPeriod = { startsAt: Number.NEGATIVE_INFINITY, endsAt: null };

/** The period of an instant. A rolling window has none: it moves. */
export function periodOf(at: number, terms: TierTerms, joinedAt: number): CountedPeriod {
  switch (tierRuleOf(terms).period) {
    case 'rolling':
    case 'lifetime':
      return always;
    case 'calendar-year': {
      const { startedAt, endsAt } = periodAt(at, 'year', terms.timeZone);
      return { startsAt: startedAt, endsAt };
    }
    case 'anniversary':
      return memberYearOf(at, joinedAt, terms.timeZone);
  }
}

/** The years of a membership begin with the day of joining; who joined on a 29 February begins on the 28th of others. */
function memberYearOf(at: number, joinedAt: number, timeZone: string): CountedPeriod {
  const joined = dayOf(joinedAt, timeZone);
  const beginning = (year: number) => {
    const last = new Date(Date.UTC(year, joined.month, 0)).getUTCDate();
    return startOfDay(year, joined.month - 1, Math.min(joined.day, last), timeZone);
  };
  const { year } = dayOf(at, timeZone);
  const started = beginning(year) <= at ? year : year - 1;
  return { startsAt: beginning(started), endsAt: beginning(started + 1) };
}
