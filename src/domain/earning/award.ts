import type { CountingRule } from '#domain/program/earning-rule.ts';

/** What is counted for a member within one day or period, without what came back. */
export interface Counted {
  readonly within: number;
  readonly counted: number;
}

/**
 * How often a rule's award is due, by all that is counted for it.
 * @param counted for a goal, of one of its periods
 */
export function timesDue(rule: CountingRule, counted: readonly Counted[]): number {
  const sum = counted.reduce((total, one) => total + one.counted, 0);
  if (rule.kind === 'spend-goal') return sum >= rule.goalMinor ? 1 : 0;
  if (rule.kind === 'referral') return sum >= rule.purchases ? 1 : 0;
  const visits = counted.filter((one) => one.counted > 0).length;
  return Math.floor((rule.counts === 'visits' ? visits : sum) / rule.every);
}

/** How far the next award is: what is counted since the last one, and what it takes. */
export function progressTo(
  rule: CountingRule,
  counted: readonly Counted[],
  standing: number,
): { have: number; of: number } {
  const sum = counted.reduce((total, one) => total + one.counted, 0);
  if (rule.kind === 'spend-goal') {
    return { have: Math.max(0, Math.min(sum, rule.goalMinor)), of: rule.goalMinor };
  }
  if (rule.kind === 'referral') {
    return { have: Math.max(0, Math.min(sum, rule.purchases)), of: rule.purchases };
  }
  const visits = counted.filter((one) => one.counted > 0).length;
  const stamps = (rule.counts === 'visits' ? visits : sum) - standing * rule.every;
  return { have: Math.max(0, Math.min(stamps, rule.every)), of: rule.every };
}

/**
 * How many awards to give (above zero) or to take back (below) when a sale or a return changes what is due. Whatever
 * the order of sales and returns, as many are given in the end as are due. Only what this change makes due is given
 * or taken: a rule that was changed meanwhile gives and takes nothing for what was before.
 * @param room how many may still be given, by the rule's limits
 */
export function awardsToChange({
  before,
  after,
  given,
  room,
}: Readonly<Record<'before' | 'after' | 'given' | 'room', number>>): number {
  if (after >= before) return Math.max(0, Math.min(after - given, after - before, room));
  return Math.min(0, Math.max(after - given, after - before));
}
