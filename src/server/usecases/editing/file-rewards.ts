import type { ProgramFile } from '#contract/program-file.ts';
import type { PictureUse } from '#domain/program/picture.ts';
import type { Program, Reward, Tier, Worth } from '#domain/program/program.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';
import { amountOf, hoursOf, momentOf, rateOf, wordsOf } from './file-values.ts';

/** The name of a stored picture's file. */
export type PictureName = (use: PictureUse, hash: string) => string;

type FileReward = ProgramFile['rewards'][number];

/** A reward as a file says it: what `program-file-rewards.ts` reads. */
export function rewardInFile(
  reward: Reward,
  { currency, timeZone }: Program,
  pictureName: PictureName,
): FileReward {
  const { range, from, until, early, days, hours, minimumMinor, stock, perMember } = reward;
  return {
    id: reward.id,
    name: wordsOf(reward.name),
    ...(reward.about && { about: wordsOf(reward.about) }),
    instruction: wordsOf(reward.instruction),
    worth: worthInFile(reward.worth, currency),
    ...(reward.icon && { icon: reward.icon }),
    ...(reward.picture && { picture: pictureName('reward', reward.picture.hash) }),
    points: String(reward.points),
    ...(range && {
      range: {
        to: String(range.to),
        step: String(range.step),
        adds: amountOf(range.addsMinor, currency),
      },
    }),
    ...(reward.tier !== undefined && { tier: reward.tier }),
    ...(reward.segments && { segments: [...reward.segments] }),
    ...(reward.stores && { stores: [...reward.stores] }),
    ...(from !== undefined && { from: momentOf(from, timeZone) }),
    ...(until !== undefined && { until: momentOf(until, timeZone, 1) }),
    ...(early && {
      early: early.map((one) => ({ tier: one.tier, from: momentOf(one.from, timeZone) })),
    }),
    ...(days && { days: [...days] }),
    ...(hours && { hours: hoursOf(hours) }),
    ...(minimumMinor !== undefined && { minimum: amountOf(minimumMinor, currency) }),
    ...(stock !== undefined && { stock: String(stock) }),
    ...(perMember && { 'per-member': { count: String(perMember.count), every: perMember.every } }),
  };
}

function worthInFile(worth: Worth, currency: string): FileReward['worth'] {
  const { kind } = worth;
  switch (kind) {
    case 'amount-off':
      return { kind, amount: amountOf(worth.minor, currency) };
    case 'percent-off':
      return { kind, percent: String(worth.percent) };
    case 'free-product':
      return { kind, product: wordsOf(worth.product) };
    case 'experience':
      return { kind, place: wordsOf(worth.place), booking: wordsOf(worth.booking) };
    case 'free-shipping':
    case 'perk':
      return { kind };
  }
}

/** A tier as a file says it: what `program-file-tiers.ts` reads. */
export function tierInFile(
  tier: Tier,
  program: Program,
  pictureName: PictureName,
): ProgramFile['tiers'][number] {
  // Points and visits have no digits after the point.
  const limit = (value: number) =>
    tierRuleOf(program).by === 'spend' ? amountOf(value, program.currency) : String(value);
  return {
    id: tier.id,
    name: wordsOf(tier.name),
    ...(tier.invitation ? { 'by-invitation': 'true' as const } : { from: limit(tier.fromMinor) }),
    ...(tier.keepMinor !== undefined && { keep: limit(tier.keepMinor) }),
    rate: rateOf(tier.rateHundredths, 2),
    color: tier.color,
    ...(tier.picture && { picture: pictureName('wide', tier.picture.hash) }),
    perks: tier.perks.map(wordsOf),
  };
}
