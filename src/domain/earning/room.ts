import type { EarningLimits, EarningRule } from '#domain/program/earning-rule.ts';
import { periodAt } from '#domain/values/period.ts';

/** What rules have given so far, as far as their limits ask. */
export interface Given {
  /** When each rule gave to this member. */
  readonly toMember: ReadonlyMap<string, readonly number[]>;
  /** How often, and how many points, each rule gave to all members. */
  readonly inAll: ReadonlyMap<string, { readonly times: number; readonly points: number }>;
}

/** How often a rule may still give to a member at an instant, as far as limits say; 0: not now. */
export function roomFor(rule: EarningRule, given: Given, at: number, timeZone: string): number {
  const { perDay } = rule.limits;
  const perMember = limitOfMember(rule);
  const { times, left } = leftOf(rule, given.inAll);
  if (left <= 0) return 0;
  const had = given.toMember.get(rule.id) ?? [];
  const within = (period: Parameters<typeof periodAt>[1]) => {
    const { startedAt, endsAt } = periodAt(at, period, timeZone);
    return had.filter((one) => one >= startedAt && (endsAt === null || one < endsAt)).length;
  };
  return Math.max(
    0,
    Math.min(
      times,
      perDay === undefined ? Number.POSITIVE_INFINITY : perDay - within('day'),
      perMember ? perMember.count - within(perMember.every) : Number.POSITIVE_INFINITY,
    ),
  );
}

/**
 * When a rule that has given to a member so often that its own limits stop it may give again; null: never; `at`: it may
 * now. A goal gives once in its period by nature.
 */
export function againFrom(
  rule: EarningRule,
  had: readonly number[],
  at: number,
  timeZone: string,
): number | null {
  const { perDay } = rule.limits;
  const perMember = limitOfMember(rule);
  const limits: NonNullable<EarningLimits['perMember']>[] = [
    ...(perDay === undefined ? [] : [{ count: perDay, every: 'day' as const }]),
    ...(perMember ? [perMember] : []),
    ...(rule.kind === 'spend-goal' ? [{ count: 1, every: rule.every }] : []),
  ];
  const ends = limits.flatMap(({ count, every }) => {
    const { startedAt, endsAt } = periodAt(at, every, timeZone);
    const times = had.filter((one) => one >= startedAt && (endsAt === null || one < endsAt));
    return times.length >= count ? [endsAt] : [];
  });
  return ends.reduce<number | null>(
    (latest, end) => (latest === null || end === null ? null : Math.max(latest, end)),
    at,
  );
}

/**
 * A first purchase is one by nature, whichever of a member's sales is reported first. Somebody is invited once; the
 * limit of a referral is that of who invites.
 */
export const limitOfMember = ({ kind, limits }: EarningRule): EarningLimits['perMember'] =>
  kind === 'first-purchase' || kind === 'referral' ? { count: 1, every: 'ever' } : limits.perMember;

/** What is left of a rule for all members: times, and points. */
export function leftOf(
  { id, limits }: EarningRule,
  inAll: Given['inAll'],
): { times: number; left: number } {
  const { times, points } = inAll.get(id) ?? { times: 0, points: 0 };
  return {
    times: (limits.inAll ?? Number.POSITIVE_INFINITY) - times,
    left: (limits.budget ?? Number.POSITIVE_INFINITY) - points,
  };
}
