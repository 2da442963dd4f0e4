import type { Money } from '#domain/values/money.ts';
import type { Period } from '#domain/values/period.ts';

/** Why a member can't have a reward. They are known before the queue. */
export type RewardRefusal =
  // Nothing of a frozen membership is spent, whatever it is
  | { key: 'frozen' }
  | { key: 'points-short'; missing: number }
  | { key: 'tier-required'; tier: string }
  /** `hour`: it can be had at certain hours only, and `from` is one of them. */
  | { key: 'not-begun'; from: number; hour?: true }
  | { key: 'ended' }
  /** What the sale must come to. */
  | { key: 'minimum-spend'; money: Money }
  | { key: 'sold-out' }
  | { key: 'not-in-this-store'; stores: readonly string[] }
  | { key: 'store-needed'; stores: readonly string[] }
  | { key: 'too-many-live'; limit: number }
  | { key: 'limit-reached'; count: number; every: Period; again: number | null }
  | { key: 'live-elsewhere' }
  | { key: 'price-changed'; points: number } // It is not what the member's page showed.
  | { key: 'reward-unknown' };

export const rewardRefusals: Record<RewardRefusal['key'], true> = {
  frozen: true,
  'points-short': true,
  'tier-required': true,
  'not-begun': true,
  ended: true,
  'minimum-spend': true,
  'sold-out': true,
  'not-in-this-store': true,
  'store-needed': true,
  'too-many-live': true,
  'limit-reached': true,
  'live-elsewhere': true,
  'price-changed': true,
  'reward-unknown': true,
};
