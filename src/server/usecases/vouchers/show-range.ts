import type { Ranged, RangeFace } from '#contract/reward-range.ts';
import { amountOff, type Program, type Reward } from '#domain/program/program.ts';
import { amountAt, pricesOf, rangeTerms } from '#domain/program/reward-range.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import type { RewardSlotRow } from '#server/storage/db/schema-passes.ts';

/** What a member can choose from; nothing if the reward has one price. */
export function showRange(program: Program, reward: Reward, language: string): Ranged {
  if (!reward.range) return {};
  const t = everything(isLanguage(language) ? language : 'en');
  const choices = pricesOf(reward).flatMap((points) => {
    const minor = amountAt(reward, points);
    return minor === null ? [] : [{ points, amount: amountOff(minor, program) }];
  });
  return {
    range: {
      label: t('terms.range'),
      use: t('terms.range-use'),
      terms: rangeTerms(reward) ?? '',
      price: t('terms.range-from', { points: reward.points }),
      choices,
    },
  };
}

/** The same with the slot of each choice, for a phone without signal. */
export const withSlots = (range: RangeFace, slots: readonly RewardSlotRow[]): RangeFace => ({
  ...range,
  choices: range.choices.map((choice) => {
    // Of a slot that says no amount it is not known yet: the next loading says it.
    const slot = slots.find(
      ({ points, worth }) =>
        points === choice.points && (worth === null || worth === choice.amount.minor),
    )?.slot;
    return slot === undefined ? choice : { ...choice, slot };
  }),
});
