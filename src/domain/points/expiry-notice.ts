import { expiryOf } from '#domain/program/expiry.ts';
import type { Program } from '#domain/program/program.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';
import type { Lot } from './lot.ts';

/**
 * Nothing expires untold: a lot ends only when a notice to its member has been on record for the program's days. Until
 * then its points stay, and can be spent.
 */

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** What a member reads earlier than this before the end is no notice: it is forgotten by then. */
const noticeWindowMs = 60 * dayMs;

/** Whether telling the member at `at` counts as a notice. */
export const countsAsNotice = (expiresAt: number, at: number): boolean =>
  expiresAt - at <= noticeWindowMs;

/** When a lot ends if its member is told at `toldAt`: the rule's day, or as many days later as a notice needs. */
export const endAsTold = (
  program: Pick<Program, 'expiry' | 'timeZone'>,
  expiresAt: number,
  toldAt: number,
): number =>
  Math.max(expiresAt, endOfDayAfterDays(toldAt, expiryOf(program).noticeDays, program.timeZone));

/** Lots as a member is told of them at `at`: each with the end that it really has. */
export const asTold = (
  program: Pick<Program, 'expiry' | 'timeZone'>,
  lots: readonly Lot[],
  at: number,
): Lot[] =>
  lots.map(({ untold, ...lot }) =>
    untold ? { ...lot, expiresAt: endAsTold(program, lot.expiresAt, at) } : lot,
  );

/**
 * How far telling has come: two mails, then the administrator is told that the points wait. A lot whose mail was taken
 * by nobody, or whose member has no proved address, comes to the end.
 */
export type NoticeStep = 0 | 1 | 2 | 3;

/** A lot with what is on record of its notices. */
export interface NoticedLot {
  readonly expiresAt: number;
  readonly step: NoticeStep;
  /** When it ends, because the member was told; null: nobody has told them yet. */
  readonly endsAt: number | null;
  /** Pending until then; null: never. Nobody is told of what they can't spend yet, so it has no notice before. */
  readonly availableAt: number | null;
}

const isPending = ({ availableAt }: NoticedLot, at: number): boolean => (availableAt ?? 0) > at;

/** The mails go out in the morning, 30 and 7 days before the last day (the day before the end). */
const mailHour = 9 * hourMs;
const mailBefore: readonly [number, number, ...number[]] = [31 * dayMs, 8 * dayMs];
/** A mail about one lot tells of all that expire soon, so that nobody gets one for each purchase. */
const alsoWithin: readonly [number, number, ...number[]] = [61 * dayMs, 15 * dayMs];
/** After the end nobody has been told: they are mailed again so often. */
const againMs = 30 * dayMs;

/** When the clock looks at a lot that was just opened. */
export const firstLook = (expiresAt: number): number => expiresAt - mailBefore[0] + mailHour;

const mailDue = ({ step, expiresAt }: NoticedLot): number =>
  expiresAt - (mailBefore[step] ?? 0) + mailHour;

/** When the clock must look at a lot again after `at`. */
export function nextLook(lot: NoticedLot, at: number): number {
  const { step, endsAt, expiresAt, availableAt } = lot;
  if (availableAt !== null && isPending(lot, at)) {
    return Math.min(availableAt, endsAt ?? availableAt);
  }
  if (step < 2) return Math.min(mailDue(lot), endsAt ?? Number.MAX_SAFE_INTEGER);
  // A mail that has just been queued gets a day to be taken.
  return endsAt ?? (step === 2 ? Math.max(expiresAt, at + dayMs) : at + againMs);
}

/** What the clock has to do for a lot now. */
export function actOn(lot: NoticedLot, at: number): 'expire' | 'mail' | 'report' | 'nothing' {
  const { step, endsAt, expiresAt } = lot;
  if (endsAt !== null && endsAt <= at) return 'expire';
  if (isPending(lot, at)) return 'nothing';
  if (step < 2) return mailDue(lot) <= at ? 'mail' : 'nothing';
  if (endsAt !== null || expiresAt > at) return 'nothing';
  return step === 2 ? 'report' : 'mail';
}

/** Whether a mail that goes out for another lot at `at` tells of this one too. */
export function joinsMail(lot: NoticedLot, at: number): boolean {
  if (isPending(lot, at)) return false;
  const within = alsoWithin[lot.step];
  return within === undefined ? lot.endsAt === null : lot.expiresAt - at <= within;
}

/** The step after a mail: the second is left out where it would follow the first within a week. */
export function stepAfterMail({ step, expiresAt }: NoticedLot, at: number): NoticeStep {
  if (step === 3) return 3;
  return step === 0 && expiresAt - at > alsoWithin[1] ? 1 : 2;
}
