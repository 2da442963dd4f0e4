import type { Program, Tier } from './program.ts';
import type { TierRule } from './tier-rule.ts';
import { keepOf, reachable, tierRuleOf } from './tier-terms.ts';

/** Something wrong with a program's tiers or their rule. */
interface TierFault {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** Tiers that do not rise, and rules that make no sense. */
export function tierFaults(program: Program): TierFault[] {
  const { tiers, tierRule } = program;
  return [
    ...tiers.flatMap((tier, index) => limitFaults(program, tier, index)),
    ...(tierRule ? ruleFaults(tierRule) : []),
  ];
}

function limitFaults(program: Program, tier: Tier, index: number): TierFault[] {
  const below = reachable(program.tiers.slice(0, index)).at(-1);
  const path = ['tiers', index];
  if (tier.invitation) {
    const at = [...path, 'by-invitation'];
    return [
      ...when(!program.tierRule, at, 'goes with `tier-rule` only'),
      ...when(index === 0, at, 'the first tier is everybody’s'),
    ];
  }
  if (!below) {
    return [
      ...when(tier.fromMinor !== 0, [...path, 'from'], 'the first tier must begin at 0'),
      ...when(
        tier.keepMinor !== undefined,
        [...path, 'keep'],
        'nobody loses the first tier: leave it out',
      ),
    ];
  }
  const { fromMinor, keepMinor } = tier;
  const falls = keepOf(tier) < keepOf(below);
  return [
    ...when(fromMinor <= below.fromMinor, [...path, 'from'], 'tiers must rise'),
    ...visitFault(program, tier, [...path, 'from']),
    ...(keepMinor === undefined ? [] : keepFaults(program, { keepMinor, fromMinor, falls }, path)),
  ];
}

function keepFaults(
  { tierRule }: Program,
  tier: { readonly keepMinor: number; readonly fromMinor: number; readonly falls: boolean },
  path: readonly (string | number)[],
): TierFault[] {
  const at = [...path, 'keep'];
  if (!tierRule) return [{ path: at, reason: 'goes with `tier-rule` only' }];
  return [
    ...when(tierRule.period === 'lifetime', at, 'a tier for life is never lost: leave it out'),
    ...when(
      tier.keepMinor > tier.fromMinor,
      at,
      'must not be more than `from`: who has just reached it would not keep it',
    ),
    ...when(tier.falls, at, 'a higher tier must not be easier to keep than the one below'),
  ];
}

/** More visits than days of the period would be a tier that nobody can reach. */
function visitFault({ tierRule }: Program, { fromMinor }: Tier, path: TierFault['path']) {
  if (tierRule?.by !== 'visits' || tierRule.period === 'lifetime') return [];
  const { period, months } = tierRuleOf({ tierRule });
  const days = period === 'rolling' ? Math.ceil((months * 366) / 12) : 366;
  const reason = `nobody can reach it: a visit is a day, and there are at most ${days}`;
  return when(fromMinor > days, path, reason);
}

/** Settings that a rule's period has no use for. */
function ruleFaults({ period, months, downgrade, returns }: TierRule): TierFault[] {
  const ends = period === 'calendar-year' || period === 'anniversary';
  return [
    ...when(
      months !== undefined && period !== 'rolling',
      ['tier-rule', 'months'],
      `goes with the period "rolling" only: ${period} has its own length`,
    ),
    ...when(
      downgrade !== undefined && !ends,
      ['tier-rule', 'downgrade'],
      `goes with a period that ends: calendar-year or anniversary, not ${period}`,
    ),
    ...when(
      returns !== undefined && period === 'rolling',
      ['tier-rule', 'returns'],
      'goes with a period: in a rolling window a return always lowers what counts',
    ),
  ];
}

const when = (wrong: boolean, path: TierFault['path'], reason: string): TierFault[] =>
  wrong ? [{ path, reason }] : [];
