import type { RewardArt } from '#contract/art.ts';
import type { RewardOffer, Visit, WorthFace } from '#contract/member.ts';
import type { TierFace } from '#contract/profile.ts';
import { glyphs } from '#domain/program/glyph.ts';
import type { Program, Reward, Tier } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { finishOf } from '#domain/program/tier.ts';
import type { Refusal } from '#domain/refusal.ts';
import { membershipNumberOf } from '#domain/scan/membership-number.ts';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import type { Language } from '#i18n/language.ts';
import { rewardArt } from '#server/drawings/reward-art.ts';
import { testProgram } from '#server/tests/kit/program.ts';

/** The time in the gallery, a Friday at noon. */
export const galleryNow = Date.UTC(2026, 10, 27, 12);
export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** The member's number, and the digits under a voucher's barcode; each ends with its check digit. */
export const memberNumber = membershipNumberOf('293104857');
export const code = `40281736591${checkDigitOf('40281736591')}`;

/** A word as long as a program's file allows, which must break where there is room. */
export const longWord = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen-A';

/** The retailer's brands that the gallery shows: one that white is read on, two that bear dark ink, and one without a hue. */
export const brands = { petrol: '#155e75', yellow: '#f2c200', pink: '#ff5fa2', black: '#000000' };
export type Brand = keyof typeof brands;

export const shop: Program = {
  ...testProgram,
  tiers: testProgram.tiers.map((tier) => ({ ...tier, perks: [{ en: `Perk of ${tier.id}` }] })),
};

/** The test program's reward, as an offer to a member. */
export function offer(
  id: string,
  language: Language,
  { refusal = null, ...more }: Partial<RewardOffer> = {},
): RewardOffer {
  const reward = rewardOf(id);
  return {
    id,
    name: textIn(reward.name, language),
    worth: worthOf(reward),
    art: artOf(reward),
    points: reward.points,
    stores: [],
    refusal,
    ...more,
  };
}

/** Each worth once, in the order of the rewards. */
const worths: readonly WorthFace[] = [
  { kind: 'amount-off', amount: { minor: 500, currency: shop.currency } },
  { kind: 'percent-off', percent: 15 },
  { kind: 'free-product', product: 'Cup' },
  { kind: 'perk' },
];

const worthOf = (reward: Reward): WorthFace =>
  worths[shop.rewards.indexOf(reward) % worths.length] ?? { kind: 'perk' };

/** Each reward with another drawing, so that the gallery shows many. */
export const artOf = (reward: Reward): RewardArt =>
  rewardArt({
    ...reward,
    icon: glyphs[(shop.rewards.indexOf(reward) * 5) % glyphs.length] ?? 'cup',
  });

export function rewardOf(id: string): Reward {
  const found = shop.rewards.find((reward) => reward.id === id);
  if (!found) throw new Error(`the test program has no reward ${id}`);
  return found;
}

export function tierFace(id: string, language: Language): TierFace {
  const tier = tierOf(id);
  return {
    id,
    name: textIn(tier.name, language),
    color: tier.color,
    finish: finishOf(shop, tier),
    pointsPerUnit: (shop.pointsPerUnit * tier.rateHundredths) / 100,
    perks: tier.perks.map((perk) => textIn(perk, language)),
  };
}

function tierOf(id: string): Tier {
  const found = shop.tiers.find((tier) => tier.id === id);
  if (!found) throw new Error(`the test program has no tier ${id}`);
  return found;
}

const logo = { viewBox: '0 0 24 24', path: 'M12 2 22 20H2z' };

/** What every page knows. */
export const visit = (signedIn: boolean, brand: Brand, more: Partial<Visit> = {}): Visit => ({
  signedIn,
  program: {
    name: shop.name,
    color: brands[brand],
    mark: shop.brand.mark,
    logo: null,
    currency: shop.currency,
    timeZone: shop.timeZone,
    welcomePoints: shop.welcomePoints,
    welcomeBuys: 'Enough for “Coffee”',
    voucherMinutes: shop.voucherMinutes,
  },
  store: { id: 'main', name: 'Main St.', placement: 'M1' },
  sender: 'points@shop.example',
  inbox: null,
  ...more,
});

/** A shop whose names are all as long as possible, with a drawing as its mark. */
export function longVisit(signedIn: boolean, brand: Brand): Visit {
  const usual = visit(signedIn, brand);
  return {
    ...usual,
    program: { ...usual.program, name: longWord, logo },
    store: { id: 'main', name: longWord, placement: 'M1' },
  };
}

/** Each reason for which a member can't have a reward. */
export const rewardRefusals = (language: Language): readonly Refusal[] => [
  { key: 'points-short', missing: 850 },
  { key: 'tier-required', tier: tierFace('gold', language).name },
  { key: 'not-begun', from: galleryNow + 4 * dayMs },
  { key: 'ended' },
  { key: 'sold-out' },
  { key: 'not-in-this-store', stores: ['Harbour'] },
  { key: 'store-needed', stores: ['Main St.', 'Harbour'] },
  { key: 'too-many-live', limit: shop.liveVouchersAtMost },
  { key: 'limit-reached', count: 1, every: 'month', again: galleryNow + 4 * dayMs },
  { key: 'live-elsewhere' },
];
