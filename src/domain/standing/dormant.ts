import { cause, type LedgerEntry } from '#domain/points/ledger.ts';
import type { Program } from '#domain/program/program.ts';
import { endOfDayAfterMonths, monthsBefore } from '#domain/values/calendar.ts';

// Who gives no sign for long is a member only on paper. They are told, and then forgotten: what is held of a person
// needs a reason, and there is none any more.

type Rule = Pick<Program, 'forgetAfterMonths' | 'pointsLastMonths' | 'timeZone'>;

const dayMs = 24 * 60 * 60_000;
/** So long before the end a member is told, and never less. */
const noticeMs = 30 * dayMs;
/** Months have different lengths: who is looked at this much later is due in any case. */
const slackMs = 4 * dayMs;
const usualMonths = 36;

/** After how many whole months without a sign a member is forgotten. Points end before, so that none goes with them. */
export const forgetAfterMonths = ({ forgetAfterMonths: own, pointsLastMonths }: Rule): number =>
  own ?? Math.max(usualMonths, pointsLastMonths);

/**
 * Whether an entry shows that the member is there. What happens by itself does not: points that expire, a birthday.
 * Besides entries, joining and each use of a signed-in device are signs.
 */
export const isSign = ({ kind, cause: why }: Pick<LedgerEntry, 'kind' | 'cause'>): boolean =>
  kind !== 'expiry' && !why.startsWith(cause.occasions('birthday'));

export interface Rest {
  /** The last sign of the member. */
  readonly activeAt: number;
  /** When they were told that they will be forgotten; null: not since that sign. */
  readonly toldAt: number | null;
}

/** When a member is forgotten who gives no sign any more and is told at `toldAt`. */
export const forgottenAt = (program: Rule, { activeAt, toldAt }: Rest): number =>
  Math.max(
    endOfDayAfterMonths(activeAt, forgetAfterMonths(program), program.timeZone),
    (toldAt ?? 0) + noticeMs,
  );

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
export const noticeThatCounts = ({ toldAt }: Rest, at: number): number | null =>
  toldAt !== null && at < toldAt + noticeMs ? toldAt : null;

/** Whom the clock looks at: members with no sign since the first instant, and those told before the second one. */
export const dormantSince = (program: Rule, at: number): { active: number; told: number } => ({
  active: monthsBefore(at + noticeMs, forgetAfterMonths(program)) - slackMs,
  told: at - noticeMs,
});
