import { dayOf, startOfDay } from '#domain/values/calendar.ts';
import type { Keeping, Standing } from './standing.ts';

/** A member is told a month before a tier goes what would keep it: by one mail, or in the wallet. */

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** The mail goes out in the morning, 30 days before the last day (the day before the end). */
const mailHour = 9 * hourMs;
const daysBefore = 31;
/** In a rolling window each purchase moves the end: nobody gets a mail for each. */
const againMs = 30 * dayMs;

/** What is on record of telling a member. */
export interface TierNoticed {
  /** The end of which the last mail told, and when it was made; null: there was none. */
  readonly mailedFor: number | null;
  readonly mailedAt: number | null;
}

/** Whether telling the member at `at` counts: nothing can be done before, and it is forgotten until then. */
export const countsAsNotice = (
  { missing, until }: Keeping,
  at: number,
  timeZone: string,
): boolean => missing > 0 && at >= dayBegins(until, -daysBefore, timeZone) && at < until;

/** The first instant of the day that is so many days after the day of `at`. */
function dayBegins(at: number, days: number, timeZone: string): number {
  const { year, month, day } = dayOf(at, timeZone);
  return startOfDay(year, month - 1, day + days, timeZone);
}

/** The first morning that is not before an instant: a window may lose a sale at night. */
function morningFrom(at: number, timeZone: string): number {
  const today = dayBegins(at, 0, timeZone) + mailHour;
  return today >= at ? today : dayBegins(at, 1, timeZone) + mailHour;
}

/** When a mail about the end of a tier goes out; null: none does, or one has. */
function mailAt(
  { missing, until }: Keeping,
  { mailedFor, mailedAt }: TierNoticed,
  timeZone: string,
): number | null {
  if (missing <= 0 || mailedFor === until) return null;
  const first = dayBegins(until, -daysBefore, timeZone);
  const due = morningFrom(Math.max(first, (mailedAt ?? -againMs) + againMs), timeZone);
  return due < until ? due : null;
}

/** Whether a mail goes out now. */
export function mustMail(
  keeping: Keeping,
  noticed: TierNoticed,
  at: number,
  timeZone: string,
): boolean {
  const due = mailAt(keeping, noticed, timeZone);
  return due !== null && due <= at;
}

/** When the clock looks at a member's tier next: for a mail, and when it becomes another one; null: it stays. */
export function nextTierLook(
  keeping: Keeping | null,
  noticed: TierNoticed,
  { period, changes }: Pick<Standing, 'period' | 'changes'>,
  timeZone: string,
): number | null {
  const [change] = changes;
  if (!change) return null;
  if (!keeping) return change.at;
  // What this period has decided is asked again when the next one begins.
  const told = keeping.missing === 0 ? period.endsAt : mailAt(keeping, noticed, timeZone);
  return Math.min(told ?? change.at, change.at);
}
