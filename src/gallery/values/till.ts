import type { RecentUse, TillDevice, TillVoucher } from '#contract/till.ts';
import type { TillConfirmation, TillMember, TillReward } from '#contract/till-members.ts';
import { textIn } from '#domain/program/text.ts';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import type { Language } from '#i18n/language.ts';
import {
  artOf,
  type Brand,
  brands,
  galleryNow,
  longWord,
  memberNumber,
  minuteMs,
  rewardOf,
  shop,
  tierFace,
} from './shop.ts';

export const device = (brand: Brand, more: Partial<TillDevice> = {}): TillDevice => ({
  program: {
    name: shop.name,
    color: brands[brand],
    mark: shop.brand.mark,
    timeZone: shop.timeZone,
    currency: shop.currency,
    logo: null,
    art: Object.fromEntries(shop.rewards.map((reward) => [reward.id, artOf(reward)])),
  },
  store: { id: 'main', name: 'Main St.' },
  till: { id: 'main-1', name: 'Till 1' },
  scanner: plainProfile,
  associates: ['Ada', 'Ben', longWord].map((name) => ({ id: name, name })),
  shift: { associateId: 'Ada', name: 'Ada', startedAt: galleryNow - 60 * minuteMs },
  ...more,
});

export const tillVoucher = (language: Language, more: Partial<TillVoucher> = {}): TillVoucher => ({
  redemptionId: 'v1',
  state: 'issued',
  reward: reward(language),
  memberId: 'm1',
  number: memberNumber,
  firstName: 'Ann',
  tierId: 'silver',
  tier: tierFace('silver', language).name,
  points: rewardOf('coffee').points,
  expiresAt: galleryNow + 20 * minuteMs,
  used: null,
  held: null,
  refusal: null,
  ...more,
});

const reward = (language: Language, id = 'coffee'): TillReward => ({
  id,
  name: textIn(rewardOf(id).name, language),
  instruction: textIn(rewardOf(id).instruction, language),
  points: rewardOf(id).points,
  worth: { kind: 'amount-off', amount: { minor: 500, currency: shop.currency } },
});

/** Where and when it was given. */
export const tillUse = {
  at: galleryNow - minuteMs,
  receiptNumber: 'R-1',
  storeId: 'main',
  store: 'Main St.',
  tillId: 'main-1',
  till: 'Till 1',
};

/** Texts as long as a program's file allows, for a person with a long name. */
export const longTillVoucher = (language: Language): TillVoucher =>
  tillVoucher(language, {
    reward: { ...reward(language), name: longWord, instruction: `${longWord} ${longWord}` },
    firstName: longWord,
    tier: longWord,
  });

export const recent = (language: Language): readonly RecentUse[] => {
  const name = textIn(rewardOf('coffee').name, language);
  const use = (id: string, more: Partial<RecentUse>): RecentUse => ({
    redemptionId: id,
    reward: name,
    firstName: 'Ann',
    at: galleryNow - 5 * minuteMs,
    associate: 'Ada',
    till: 'Till 1',
    state: 'redeemed',
    ...more,
  });
  return [
    use('v2', {}),
    use('v3', { state: 'reversed', firstName: null }),
    use('v4', { reward: longWord, firstName: longWord, associate: longWord }),
  ];
};

export const member = (language: Language, more: Partial<TillMember> = {}): TillMember => ({
  memberId: 'm1',
  number: memberNumber,
  firstName: 'Ann',
  tier: {
    id: 'silver',
    name: tierFace('silver', language).name,
    perks: tierFace('silver', language).perks,
  },
  balance: 150,
  liveVouchers: 1,
  pinFrom: null,
  proved: true,
  rewards: ['coffee', 'mug'].map((id) => ({ ...reward(language, id), voucherOpen: false })),
  nearly: [
    { id: 'dear', name: textIn(rewardOf('dear').name, language), points: 1_000, missing: 850 },
  ],
  ...more,
});

export const question = (
  language: Language,
  state: TillConfirmation['state'],
  more: Partial<TillConfirmation> = {},
): TillConfirmation => ({
  id: 'q1',
  state,
  reward: reward(language),
  memberId: 'm1',
  number: memberNumber,
  firstName: 'Ann',
  askedAt: galleryNow,
  expiresAt: galleryNow + 5 * minuteMs,
  pinFrom: null,
  voucher: null,
  ...more,
});
