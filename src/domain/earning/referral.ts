import { inOrder, type ReferralRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';
import { periodAt } from '#domain/values/period.ts';
import { isOn } from './fitting.ts';

/** By which rule somebody joined who was invited, and until when their purchases count for it. */
export interface Invited {
  readonly ruleId: string;
  readonly endsAt: number;
}

/** The rule by which members invite at an instant; a file has at most one at a time. */
export const referralRuleAt = (
  { earning = [] }: Pick<Program, 'earning'>,
  at: number,
): ReferralRule | undefined =>
  inOrder(earning.filter((rule) => rule.kind === 'referral')).find((rule) => isOn(rule, at));

/** The end of the last day on which purchases of a friend count who joined at an instant. */
export const referralEnd = (
  { withinDays }: ReferralRule,
  joinedAt: number,
  timeZone: string,
): number => endOfDayAfterDays(joinedAt, withinDays, timeZone);

/** Whether a sale of a member counts for a rule: they joined by it, and it is not too late. */
export const countsFor = (
  invited: Invited | undefined,
  { id }: ReferralRule,
  soldAt: number,
): boolean => invited?.ruleId === id && soldAt < invited.endsAt;

/** A friend's award, by which a member who invited them has points due. */
export interface FriendAward {
  /** Names it. */
  readonly id: string;
  /** When the purchase was sold that made it due. */
  readonly at: number;
  readonly rule: ReferralRule;
  /** False: goods came back, and the friend has it no more. */
  readonly stands: boolean;
  /** Whether the one who invited has points for it. */
  readonly given: boolean;
}

/**
 * What to give to a member who invited, and what to take back, by the awards that their friends have. In each period of
 * the limit as many are given as it allows, in whatever order friends buy and bring back: what is taken back makes room
 * for another friend of the same period, and what was given for an award that stands is never taken.
 */
export function inviterChanges<A extends FriendAward>(
  awards: readonly A[],
  timeZone: string,
): { readonly give: readonly A[]; readonly takeBack: readonly A[] } {
  const takeBack = awards.filter(({ given, stands }) => given && !stands);
  const standing = awards.filter(({ given, stands }) => given && stands);
  const give: A[] = [];
  for (const award of awards.filter(({ given, stands }) => !given && stands).toSorted(byTime)) {
    const { perMember } = award.rule.limits;
    if (perMember) {
      const { startedAt, endsAt } = periodAt(award.at, perMember.every, timeZone);
      const had = [...standing, ...give].filter(
        ({ rule, at }) =>
          rule.id === award.rule.id && at >= startedAt && (endsAt === null || at < endsAt),
      );
      if (had.length >= perMember.count) continue;
    }
    give.push(award);
  }
  return { give, takeBack };
}

const byTime = (a: FriendAward, b: FriendAward): number => a.at - b.at || (a.id < b.id ? -1 : 1);
