import { amountOff, type Program } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';
import type { Keeping } from '#domain/standing/standing.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage } from '#i18n/language.ts';
import type { MemberTier } from './member-tier.ts';

/**
 * What is said of tiers, once for the wallet, the till and mails, so that all say the same figure. Programs without a
 * rule of tiers say nothing of it.
 */
export function tierWords(program: Program, language: string) {
  const spoken = isLanguage(language) ? language : 'en';
  const say = everything(spoken);
  const format = formatOf(spoken, program.timeZone);
  const { by } = tierRuleOf(program);
  return {
    say,
    format,
    /** Says an amount of what the program counts: money, points or visits. */
    amount: (counted: number): string => {
      if (by === 'spend')
        return say('tier.spent', { money: format.money(amountOff(counted, program)) });
      return by === 'points'
        ? say('tier.points', { points: counted })
        : say('tier.visits', { visits: counted });
    },
    /**
     * Says what is still to be done: spend, earn points, or come.
     * @param begun whether some of it was done, for this tier or before: otherwise nobody hears of "more"
     */
    more: (missing: number, begun: boolean): string => {
      const way = begun ? 'more' : 'first';
      if (by === 'spend')
        return say(`tier.${way}-spent`, { money: format.money(amountOff(missing, program)) });
      return by === 'points'
        ? say(`tier.${way}-points`, { points: missing })
        : say(`tier.${way}-visits`, { visits: missing });
    },
  };
}

/** What keeps a member's tier, or until when it is theirs; absent: nothing takes it, or the program has no rule. */
export function keepSentence(
  program: Program,
  { tier, keeping }: { tier: MemberTier['tier']; keeping: Keeping | null },
  language: string,
): string | undefined {
  if (!keeping) return undefined;
  const { say, format, more } = tierWords(program, language);
  const words = { tier: textIn(tier.name, language), date: format.date(keeping.lastDay) };
  return keeping.missing > 0
    ? say('tier.keep', { ...words, more: more(keeping.missing, true) })
    : say('tier.sure', words);
}

/** How far the next tier is, in words and as a part of the way; absent: there is none, or the program has no rule. */
export function nextSaid(
  program: Program,
  { counted, next, period }: MemberTier,
  language: string,
): { readonly text: string; readonly part: number } | undefined {
  if (!next || !period) return undefined;
  const { say, format, more } = tierWords(program, language);
  const words = { tier: textIn(next.tier.name, language), more: more(next.missing, counted > 0) };
  const rule = tierRuleOf(program);
  const part = Math.max(0, counted) / next.tier.fromMinor;
  if (period.endsAt !== null) {
    // It is within a year, and the card's line is short.
    return {
      part,
      text: say('tier.next-period', { ...words, date: format.day(period.endsAt - 1) }),
    };
  }
  const text =
    rule.period === 'rolling'
      ? say('tier.next-rolling', { ...words, months: rule.months })
      : say('tier.next-lifetime', words);
  return { part, text };
}
