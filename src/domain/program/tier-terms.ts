import type { Program, Tier } from './program.ts';
import type { TierRule } from './tier-rule.ts';

/** What of a program decides who stands in which tier. */
export type TierTerms = Pick<
  Program,
  'tiers' | 'tierRule' | 'timeZone' | 'currency' | 'pointsPerUnit' | 'pending'
>;

const usualMonths = 12;

const whole = (tierRule?: TierRule): Required<TierRule> => ({
  by: 'spend',
  period: 'rolling',
  months: usualMonths,
  downgrade: 'to-earned',
  returns: tierRule?.period === 'rolling' ? 'lower' : 'keep-used',
  ...tierRule,
});

const usual = whole();
/** Made once for each rule, because a walk asks for it at every sale. */
const rules = new WeakMap<TierRule, Required<TierRule>>();

/** The rule with what the file left out. A program without one counts the spend of the last twelve months. */
export function tierRuleOf({ tierRule }: Pick<Program, 'tierRule'>): Required<TierRule> {
  if (!tierRule) return usual;
  const known = rules.get(tierRule) ?? whole(tierRule);
  rules.set(tierRule, known);
  return known;
}

/** The tiers that can be reached, without those by invitation. */
export const reachable = (tiers: readonly Tier[]): Tier[] =>
  tiers.filter(({ invitation }) => !invitation);

/** How much keeps a tier that is held. */
export const keepOf = ({ fromMinor, keepMinor }: Tier): number => keepMinor ?? fromMinor;

/**
 * Whether a tier depends on nothing but what counts at that moment: it is lost as it was reached, and who held what
 * before makes no difference.
 */
export const isMemoryless = (terms: Pick<TierTerms, 'tiers' | 'tierRule'>): boolean =>
  tierRuleOf(terms).period === 'rolling' &&
  terms.tiers.every((tier) => keepOf(tier) === tier.fromMinor);
