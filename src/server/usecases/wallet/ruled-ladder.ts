import type { Ladder, Rung } from '#contract/profile.ts';
import { amountOff, type Program, type Tier } from '#domain/program/program.ts';
import { reachesTier } from '#domain/program/tier.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';
import { heldUntil, lastDayBefore, type Standing } from '#domain/standing/standing.ts';
import { tierWords } from '#server/usecases/standing/say-standing.ts';
import { showTier } from '#server/usecases/vouchers/show-reward.ts';

/** The ladder of a program with a rule of tiers: all that depends on what it counts, and within what, in words. */
export function ruledLadder(
  program: Program,
  standing: Standing,
  { at, language }: { readonly at: number; readonly language: string },
): Ladder {
  const { counted, period } = standing;
  return {
    at,
    spent: amountOff(counted, program),
    since: period.startsAt === Number.NEGATIVE_INFINITY ? 0 : period.startsAt,
    fadesAt: null,
    said: countedSaid(program, standing, language),
    rungs: program.tiers.map((tier) => rungOf(program, standing, tier, language)),
  };
}

function countedSaid(program: Program, { counted, period }: Standing, language: string) {
  const { say, format, amount } = tierWords(program, language);
  const words = { amount: amount(Math.max(0, counted)) };
  if (period.endsAt !== null) {
    return {
      spent: say('tier.counted-period', { ...words, date: format.date(period.startsAt) }),
      hint: say('tier.counts-until', { date: format.date(period.endsAt - 1) }),
    };
  }
  const rule = tierRuleOf(program);
  const spent =
    rule.period === 'rolling'
      ? say('tier.counted-rolling', { ...words, months: rule.months })
      : say('tier.counted-lifetime', words);
  return { spent, hint: null };
}

function rungOf(program: Program, standing: Standing, tier: Tier, language: string): Rung {
  const { counted } = standing;
  const until = heldUntil(standing, program.tiers, tier.id);
  // By id: the standing has the tiers of its own reading of the program.
  const away = !reachesTier(program, standing.tier.id, tier.id);
  const missing = away && !tier.invitation ? tier.fromMinor - counted : null;
  const { say, format, more } = tierWords(program, language);
  const state = () => {
    if (missing !== null) return more(missing, counted > 0);
    if (tier.id !== standing.tier.id) return tier.invitation ? '' : say('card.reached');
    if (until === null) return say('card.yours');
    return say('card.until', { date: format.date(lastDayBefore(standing, until)) });
  };
  return {
    ...showTier(program, tier, language),
    from: amountOff(tier.invitation ? 0 : tier.fromMinor, program),
    held: tier.id === standing.tier.id,
    missing: missing === null ? null : amountOff(missing, program),
    until,
    said: {
      from: fromSaid(program, tier, language),
      standing: state(),
      part: missing === null ? null : Math.max(0, counted) / tier.fromMinor,
    },
  };
}

function fromSaid(program: Program, tier: Tier, language: string): string {
  const { say, amount } = tierWords(program, language);
  const { fromMinor, keepMinor } = tier;
  if (tier.invitation) return say('tier.from-invitation');
  if (fromMinor === 0) return say('card.start');
  const { period, months } = tierRuleOf(program);
  const words = { amount: amount(fromMinor) };
  const from =
    period === 'rolling'
      ? say('tier.from-rolling', { ...words, months })
      : say(`tier.from-${period}`, words);
  if (keepMinor === undefined || keepMinor === fromMinor) return from;
  return say('tier.keep-from', { from, amount: amount(keepMinor) });
}
