import type { RewardOffer } from '#contract/member.ts';

/** Nobody can have it any more, however many points they collect. */
export const isGone = ({ refusal }: RewardOffer): boolean =>
  refusal?.key === 'sold-out' || refusal?.key === 'ended';
