import { inOrderOfSale, type SaleTime } from '#domain/purchase/rating.ts';
import type { Grant } from '#domain/standing/grant.ts';
import { type CalendarDay, dayOf, startOfDay } from '#domain/values/calendar.ts';

const dayMs = 24 * 60 * 60_000;

/** A membership that was paid for, once: with a sale, or as the shop's own system says. */
export interface PaidTerm {
  readonly id: string;
  readonly tierId: string;
  /** When it was paid for, whenever that was reported. */
  readonly boughtAt: number;
  readonly months: number;
  /** Whose days its first and last day are. */
  readonly timeZone: string;
  /** The sale that it is of; null: none, it was started by the shop's own system or by support. */
  readonly sale: SaleTime | null;
  /** When it was taken back; null: it was not. Never before it was paid for. */
  readonly backAt: number | null;
}

/** When a member has what they paid for. */
export interface MembershipTerm extends PaidTerm {
  readonly from: number;
  /** The first instant in which it would be over. */
  readonly end: number;
  /** The first instant in which it is over: `end`, or earlier where it was taken back; `from`: it never began. */
  readonly until: number;
  /** It adds on to a term of before, without a gap. */
  readonly renews: boolean;
}

/**
 * When a member has each term that they paid for. Of one tier they follow one another in the order in which they were
 * paid for: none overlaps, and none is shortened by another. A term that is taken back lets those after it begin earlier.
 * Terms of different tiers run beside each other. What was reported when makes no difference.
 * @param paid in any order
 */
export function membershipTerms(paid: readonly PaidTerm[]): MembershipTerm[] {
  const free = new Map<string, number>();
  return [...paid].sort(inOrderOfPaying).map((one) => {
    const before = free.get(one.tierId) ?? Number.NEGATIVE_INFINITY;
    const from = Math.max(one.boughtAt, before);
    const end = endOfTerm(from, one.months, one.timeZone);
    const until = one.backAt === null ? end : Math.max(from, Math.min(end, one.backAt));
    if (until > from) free.set(one.tierId, until);
    return { ...one, from, end, until, renews: before >= one.boughtAt };
  });
}

function inOrderOfPaying(a: PaidTerm, b: PaidTerm): number {
  const none = { tillId: '', receiptNumber: '' };
  const time = ({ boughtAt, sale }: PaidTerm): SaleTime => ({
    ...(sale ?? none),
    soldAt: boughtAt,
  });
  return inOrderOfSale(time(a), time(b)) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}

/**
 * The end of a term: the first instant of the day with the same number, so many months later. Where that month has no
 * such day (29 February, the 31st), its last day is in the term, so that no term is a day short.
 */
export function endOfTerm(from: number, months: number, timeZone: string): number {
  const { year, month, day } = dayOf(from, timeZone);
  // A day beyond the month's last one runs on into the first of the next.
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return startOfDay(year, month - 1 + months, Math.min(day, last + 1), timeZone);
}

/** The tiers that a member has by what they paid for. */
export const grantsOfTerms = (terms: readonly MembershipTerm[]): Grant[] =>
  terms
    .filter(({ from, until }) => from < until)
    .map(({ tierId, from, until, sale }) => ({ tierId, from, until, ...(sale && { sale }) }));

/** The terms that follow one another without a gap and are running at an instant; empty: none is. */
export function runAt(
  terms: readonly MembershipTerm[],
  tierId: string,
  at: number,
): readonly [] | readonly [MembershipTerm, ...MembershipTerm[]] {
  const own = terms.filter((one) => one.tierId === tierId && one.from < one.until);
  const first = own.findIndex(({ from, until }) => from <= at && at < until);
  const [running, ...later] = first < 0 ? [] : own.slice(first);
  if (!running) return [];
  const run: [MembershipTerm, ...MembershipTerm[]] = [running];
  for (const one of later) {
    if (one.from > (run.at(-1)?.until ?? 0)) break;
    run.push(one);
  }
  return run;
}

/** For so long after the end of a term it can be renewed: what charges a card tries some days, and a report comes late. */
const renewalGraceDays = 30;

/**
 * Whether what a member has of a tier can be renewed at an instant: a term that was not taken back is running, coming, or
 * ended a short while ago. Who was paid back, or has not had it for long, decides anew.
 */
export const canRenew = (terms: readonly MembershipTerm[], tierId: string, at: number): boolean =>
  terms.some(
    (one) =>
      one.tierId === tierId && one.backAt === null && at < one.end + renewalGraceDays * dayMs,
  );

/** How many days of the calendar a term has, and how many of them have begun at an instant, that day included. */
export function daysOfTerm(
  { from, end, timeZone }: Pick<MembershipTerm, 'from' | 'end' | 'timeZone'>,
  at: number,
): { readonly all: number; readonly begun: number } {
  const first = dayNumber(dayOf(from, timeZone));
  const all = dayNumber(dayOf(end - 1, timeZone)) - first + 1;
  const begun = at < from ? 0 : dayNumber(dayOf(at, timeZone)) - first + 1;
  return { all, begun: Math.min(all, begun) };
}

const dayNumber = ({ year, month, day }: CalendarDay): number =>
  Date.UTC(year, month - 1, day) / dayMs;
