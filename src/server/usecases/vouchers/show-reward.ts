import type { RewardOffer, WorthFace } from '#contract/member.ts';
import type { TierFace } from '#contract/profile.ts';
import type { TillReward } from '#contract/till-members.ts';
import { storeNameOf, tierNameOf } from '#domain/program/gone.ts';
import {
  amountOff,
  type Program,
  type Reward,
  type RewardLimit,
  storesWith,
  type Tier,
} from '#domain/program/program.ts';
import { hoursEnd, rewardRefusal, type Situation } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import { finishOf } from '#domain/program/tier.ts';
import type { Refusal } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { rewardArt } from '#server/drawings/reward-art.ts';
import { rewardTerms } from './reward-terms.ts';
import { showRange } from './show-range.ts';

/** A reward as the wallet shows it, with the reason if the member can't have it. */
export function showReward(
  program: Program,
  reward: Reward,
  situation: Situation,
  language: string,
): RewardOffer {
  const refusal = rewardRefusal(program, reward, situation);
  const choice = refusal?.key === 'store-needed' ? storesWith(program, reward) : null;
  return {
    id: reward.id,
    name: textIn(reward.name, language),
    ...(reward.about && { about: textIn(reward.about, language) }),
    worth: showWorth(program, reward, language),
    art: rewardArt(reward),
    points: reward.points,
    ...showRange(program, reward, language),
    stores: (reward.stores ?? []).map((id) => storeNameOf(program, id)),
    ...(reward.perMember && { perMember: limitSentence(reward.perMember, language) }),
    ...termsOf(program, reward, language, situation.at),
    ...(refusal === null && lastsOf(program, reward, situation.at)),
    ...(choice && { shops: choice.map(({ id, name }) => ({ id, name })) }),
    refusal: choice ? null : named(program, refusal, language),
  };
}

/** Written on the server, so that the phone's first page need not carry these words. */
const limitSentence = ({ every, count }: RewardLimit, language: string): string =>
  everything(isLanguage(language) ? language : 'en')(`limit.${every}`, { count });

const termsOf = (...asked: Parameters<typeof rewardTerms>): Pick<RewardOffer, 'terms'> => {
  const terms = rewardTerms(...asked);
  return terms === null ? {} : { terms };
};

/** How long a barcode that is made now works, if its hours end before its minutes. */
function lastsOf(program: Program, reward: Reward, at: number): Pick<RewardOffer, 'lastsMs'> {
  const end = hoursEnd(program, reward, at);
  return end !== null && end - at < program.voucherMinutes * 60_000 ? { lastsMs: end - at } : {};
}

/** A reward in the words of the till. */
export const showRewardAtTill = (
  program: Program,
  reward: Reward,
  language: string,
): TillReward => ({
  id: reward.id,
  name: textIn(reward.name, language),
  instruction: textIn(reward.instruction, language),
  points: reward.points,
  worth: showWorth(program, reward, language),
  ...(reward.minimumMinor !== undefined && { minimum: amountOff(reward.minimumMinor, program) }),
  ...termsOf(program, reward, language),
});

function showWorth(program: Program, { worth }: Reward, language: string): WorthFace {
  switch (worth.kind) {
    case 'amount-off':
      return { kind: worth.kind, amount: amountOff(worth.minor, program) };
    case 'free-product':
      return { kind: worth.kind, product: textIn(worth.product, language) };
    case 'percent-off':
      return { kind: worth.kind, percent: worth.percent };
    case 'experience':
      return {
        kind: worth.kind,
        place: textIn(worth.place, language),
        booking: textIn(worth.booking, language),
      };
    case 'free-shipping':
    case 'perk':
      return { kind: worth.kind };
  }
}

export const showTier = (program: Program, tier: Tier, language: string): TierFace => ({
  id: tier.id,
  name: textIn(tier.name, language),
  color: tier.color,
  finish: finishOf(program, tier),
  pointsPerUnit: (program.pointsPerUnit * tier.rateHundredths) / 100,
  perks: tier.perks.map((perk) => textIn(perk, language)),
});

/** Replaces a tier's id by its name: people know tiers by name. */
function named(program: Program, refusal: Refusal | null, language: string): Refusal | null {
  if (refusal?.key !== 'tier-required') return refusal;
  return { ...refusal, tier: tierNameOf(program, refusal.tier, language) };
}

/**
 * Sorts rewards: first those that the member can have, then the nearest in points, then those that points can't reach
 * now. Equal ones stay in the order of the program's file.
 */
export const byReach = (a: RewardOffer, b: RewardOffer): number =>
  reach(a) - reach(b) || distance(a) - distance(b);

const reach = ({ refusal }: RewardOffer): number => {
  if (refusal === null) return 0;
  if (refusal.key === 'points-short' || refusal.key === 'too-many-live') return 1;
  return refusal.key === 'sold-out' || refusal.key === 'ended' ? 3 : 2;
};

const distance = ({ refusal }: RewardOffer): number =>
  refusal?.key === 'points-short' ? refusal.missing : 0;
