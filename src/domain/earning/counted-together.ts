import type { CountingRule } from '#domain/program/earning-rule.ts';
import { awardsToChange, type Counted, timesDue } from './award.ts';

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
  const isAgain = (one: CountedThere) =>
    all.some(
      (other) =>
        other.counted > 0 &&
        other.within === one.within &&
        (joinedAt(other.memberId, one.memberId) ?? Number.POSITIVE_INFINITY) <= one.firstAt,
    );
  return all.filter((one) => !isAgain(one));
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
