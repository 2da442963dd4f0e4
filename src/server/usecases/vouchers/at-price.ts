import {
  amountOff,
  type Program,
  type Reward,
  type RewardAtIssue,
} from '#domain/program/program.ts';
import { worthPlace } from '#domain/program/range-fault.ts';
import { rewardAt } from '#domain/program/reward-range.ts';
import type { Text } from '#domain/program/text.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage } from '#i18n/language.ts';

/**
 * A reward at one of its prices. Where the member chose it, the name ends with the amount, and the instruction says it,
 * so that the voucher, every till, the history and a vendor read what was chosen and know nothing of ranges; null: it
 * has no such price.
 */
export function atPrice(program: Program, reward: Reward, points: number): RewardAtIssue | null {
  const at = rewardAt(reward, points);
  if (!at?.chosen || at.worth.kind !== 'amount-off') return at;
  const amount = amountOff(at.worth.minor, program);
  const inEach = (text: Text, put: (words: string, money: string) => string): Text => {
    const said = Object.entries(text).map(([language, words = '']) => {
      const { money } = formatOf(isLanguage(language) ? language : 'en', program.timeZone);
      return [language, put(words, money(amount))] as const;
    });
    return { ...text, ...Object.fromEntries(said) };
  };
  return {
    ...at,
    name: inEach(at.name, (words, money) => `${words}: ${money}`),
    instruction: inEach(at.instruction, (words, money) =>
      words.replaceAll(worthPlace, () => money),
    ),
  };
}

/** A reward at the least that it may cost: what a till offers, where nobody can choose. */
export const atLeast = (program: Program, reward: Reward): RewardAtIssue =>
  atPrice(program, reward, reward.points) ?? reward;
