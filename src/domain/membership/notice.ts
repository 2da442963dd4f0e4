import { dayOf, startOfDay } from '#domain/values/calendar.ts';
import { type MembershipTerm, runAt } from './term.ts';

/** When a member is told of the end of what they paid for: a month before, and when it has come. */

const mailHour = 9 * 60 * 60_000;
const daysBefore = 31;

/** What is on record of telling a member of one tier. */
export interface MembershipTold {
  /** The end of which the last mail told, and the last end that came; null: of none. */
  readonly mailedFor: number | null;
  readonly endedFor: number | null;
}

/** What to do now, and when to look again; null: never. */
export interface MembershipLook {
  /** The end of which a mail tells now; null: none does. */
  readonly mail: number | null;
  /** The term that has come to its end, of which nobody was told; null: none. */
  readonly ended: MembershipTerm | null;
  readonly lookAt: number | null;
}

/**
 * The morning 30 days before the last day. Who pays for a term that is shorter, or so late, has just read its end, and
 * gets no mail.
 */
function noticeAt({ until, timeZone }: Pick<MembershipTerm, 'until' | 'timeZone'>): number {
  const { year, month, day } = dayOf(until, timeZone);
  return startOfDay(year, month - 1, day - daysBefore, timeZone) + mailHour;
}

/** @param terms all of the member's */
export function membershipLook(
  terms: readonly MembershipTerm[],
  tierId: string,
  { mailedFor, endedFor }: MembershipTold,
  at: number,
): MembershipLook {
  const last = runAt(terms, tierId, at).at(-1);
  if (last) {
    const due = noticeAt(last);
    const wants = mailedFor !== last.until && last.boughtAt < due;
    if (!wants) return { mail: null, ended: null, lookAt: last.until };
    if (due > at) return { mail: null, ended: null, lookAt: due };
    return { mail: last.until, ended: null, lookAt: last.until };
  }
  const own = terms.filter((one) => one.tierId === tierId && one.from < one.until);
  const ended = own.findLast(({ until }) => until <= at) ?? null;
  const coming = own.find(({ from }) => from > at);
  const isNews = ended !== null && ended.until > (endedFor ?? Number.NEGATIVE_INFINITY);
  return { mail: null, ended: isNews ? ended : null, lookAt: coming?.from ?? null };
}
