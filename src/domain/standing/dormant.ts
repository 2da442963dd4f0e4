import { cause, type LedgerEntry } from '#domain/points/ledger.ts';
import type { Program } from '#domain/program/program.ts';
import { endOfDayAfterDays, endOfDayAfterMonths, monthsBefore } from '#domain/values/calendar.ts';

// Who gives no sign for long is a member only on paper. They are told, and then forgotten: what is held of a person
// needs a reason, and there is none any more.

type Rule = Pick<Program, 'forgetAfterMonths' | 'pointsLastMonths' | 'timeZone'>;

const dayMs = 24 * 60 * 60_000;
/** So long before the end a member is told, and never less. */
export const forgetNoticeDays = 30;
const noticeMs = forgetNoticeDays * dayMs;
/** Months have different lengths: who is looked at this much later is due in any case. */
const slackMs = 4 * dayMs;
const usualMonths = 36;

/** After how many whole months without a sign a member is forgotten; never before their points have ended (`restsFrom`). */
export const forgetAfterMonths = ({ forgetAfterMonths: own, pointsLastMonths }: Rule): number =>
  own ?? Math.max(usualMonths, pointsLastMonths);

/** How causes begin of entries that come by themselves: a birthday, the end of a paid term. */
export const byThemselves = [cause.occasions('birthday'), cause.membershipEnds] as const;

/**
 * Whether an entry shows that the member is there. What happens by itself does not: that, and points that expire.
 * Besides entries, joining and each use of a signed-in device are signs.
 */
export const isSign = ({ kind, cause: why }: Pick<LedgerEntry, 'kind' | 'cause'>): boolean =>
  kind !== 'expiry' && !byThemselves.some((beginning) => why.startsWith(beginning));

/**
 * From when on a member counts as resting: from the last sign, and never so early that they would be forgotten before
 * `keptUntil`, when the last points that they did something for end, or the last tier that they have paid for.
 */
export const restsFrom = (program: Rule, lastSign: number, keptUntil: number): number =>
  Math.max(lastSign, monthsBefore(keptUntil, forgetAfterMonths(program)));

export interface Rest {
  /** From when on they rest (`restsFrom`). */
  readonly activeAt: number;
  /** When they were told that they will be forgotten; null: not since that sign. */
  readonly toldAt: number | null;
}

/** When a member is forgotten who gives no sign any more and is told at `toldAt`: at the end of a day, which is theirs whole. */
export function forgottenAt(program: Rule, { activeAt, toldAt }: Rest): number {
  const { timeZone } = program;
  const end = endOfDayAfterMonths(activeAt, forgetAfterMonths(program), timeZone);
  return toldAt === null
    ? end
    : Math.max(end, endOfDayAfterDays(toldAt, forgetNoticeDays, timeZone));
}

/** What is to be done with a member now. */
export function whetherToForget(program: Rule, rest: Rest, at: number): 'wait' | 'tell' | 'forget' {
  const { activeAt, toldAt } = rest;
  const end = forgottenAt(program, { activeAt, toldAt: null });
  if (at < end - noticeMs) return 'wait';
  if (toldAt === null) return 'tell';
  return at < forgottenAt(program, rest) ? 'wait' : 'forget';
}

/**
 * The notice that counts while a member waits. One whose thirty days are over without an end named another day, because
 * the program gives more months by now: they are told anew.
 */
export const noticeThatCounts = (
  { timeZone }: Rule,
  { toldAt }: Rest,
  at: number,
): number | null =>
  toldAt !== null && at < endOfDayAfterDays(toldAt, forgetNoticeDays, timeZone) ? toldAt : null;

/** Whom the clock looks at: members with no sign since the first instant, and those told before the second one. */
export const dormantSince = (program: Rule, at: number): { active: number; told: number } => ({
  active: monthsBefore(at + noticeMs, forgetAfterMonths(program)) - slackMs,
  // A day has 25 hours at most.
  told: at - noticeMs - 25 * 60 * 60_000,
});
