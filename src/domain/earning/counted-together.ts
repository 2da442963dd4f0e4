import type { CountingRule } from '#domain/program/earning-rule.ts';
import { periodAt } from '#domain/values/period.ts';
import { awardsToChange, type Counted, timesDue } from './award.ts';
import { isOn } from './fitting.ts';

/** What is counted in the books of one of the memberships that a person has had. */
export interface CountedThere extends Counted {
  readonly memberId: string;
  /** When the first of these purchases was sold, epoch milliseconds. */
  readonly firstAt: number;
}

/** When one membership became part of another, epoch milliseconds; undefined: it did not. */
export type JoinedAt = (fromId: string, intoId: string) => number | undefined;

/**
 * What counts for a person who had several memberships. Stamps of before they became one all stay, also of a day on
 * which both had one; from then on a day is one visit, in whichever books it stands.
 */
export function countedTogether(
  rule: CountingRule,
  all: readonly CountedThere[],
  joinedAt: JoinedAt,
): readonly CountedThere[] {
  if (rule.kind !== 'stamps' || rule.counts !== 'visits') return all;
  const counting = all.filter(({ counted }) => counted > 0);
  const ofDay = Map.groupBy(counting, ({ within }) => within);
  const isAgain = (one: CountedThere) =>
    (ofDay.get(one.within) ?? []).some(
      (other) =>
        (joinedAt(other.memberId, one.memberId) ?? Number.POSITIVE_INFINITY) <= one.firstAt,
    );
  return all.filter((one) => !isAgain(one));
}

/** The first instant of the period in which a goal is counted then; null: a card goes on through all periods. */
export const periodOf = (rule: CountingRule, at: number, timeZone: string): number | null =>
  rule.kind === 'spend-goal' ? periodAt(at, rule.every, timeZone).startedAt : null;

/** Whether a merge brings the rule's cards or goals together. What a friend bought counts in the membership that was invited. */
export const comesTogether = (rule: CountingRule, at: number): boolean =>
  rule.kind !== 'referral' && isOn(rule, at);

/**
 * How many awards are due for what is counted after something was added to it or taken from it.
 * @param by below zero: a return took it back
 */
export function timesAfter(
  rule: CountingRule,
  by: number,
  all: readonly CountedThere[],
  joinedAt: JoinedAt,
): number {
  const together = countedTogether(rule, all, joinedAt);
  return by > 0 ? timesDue(rule, together) : timesStanding(rule, together);
}

/**
 * How many awards stand for what is counted. A goal that two memberships reached, each for itself, stands twice until
 * one of them falls below it: a return takes back what its own goods had reached.
 */
export function timesStanding(rule: CountingRule, all: readonly CountedThere[]): number {
  const due = timesDue(rule, all);
  if (rule.kind !== 'spend-goal') return due;
  const own = [...Map.groupBy(all, ({ memberId }) => memberId).values()];
  return Math.max(
    due,
    own.reduce((sum, one) => sum + timesDue(rule, one), 0),
  );
}

/**
 * How many awards a merge makes due: those that neither membership's own count had reached, and both together do.
 * @param given how many awards of the rule both have that stand
 */
export function awardsByMerge(
  rule: CountingRule,
  { one, other, both }: Readonly<Record<'one' | 'other' | 'both', readonly Counted[]>>,
  given: number,
): number {
  const before = timesDue(rule, one) + timesDue(rule, other);
  const after = timesDue(rule, both);
  if (after <= before) return 0;
  return awardsToChange({ before, after, given, room: Number.POSITIVE_INFINITY });
}
