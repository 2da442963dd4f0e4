import type { Wallet } from '#contract/member.ts';
import type { Sight } from '#gallery/sight.ts';
import type { Group } from '#gallery/state.ts';
import { emptyWallet, history, voucher, wallet } from '#gallery/values/member.ts';
import { membership } from '#gallery/values/membership.ts';
import { profile } from '#gallery/values/profile.ts';
import {
  dayMs,
  galleryNow,
  longVisit,
  longWord,
  memberNumber,
  minuteMs,
  offer,
  rewardRefusals,
  shop,
  tierFace,
} from '#gallery/values/shop.ts';
import { waysToEarn } from './earning.ts';
import { shopperSheet } from './sheets.ts';
import { type ShopperPage, shopperState } from './shopper.tsx';

const severalEnds: Partial<Wallet> = {
  expiring: { points: 40, at: galleryNow + 9 * dayMs },
  expiries: {
    heading: '120 points expire in the next 60 days',
    days: [9, 16, 51, 300].map((days) => ({ points: 40, at: galleryNow + days * dayMs })),
  },
};

/** The wallet in its states. */
export const wallets: Group = {
  name: 'wallet',
  sheet: shopperSheet,
  states: (sight) => {
    const { language, brand } = sight;
    const with_ = (name: string, more: Partial<Wallet> = {}, page: Partial<ShopperPage> = {}) =>
      shopperState(name, sight, {
        url: '/wallet',
        queries: [{ key: ['wallet'], data: wallet(language, more) }],
        ...page,
      });
    const one = voucher(language);
    const ask = {
      id: 'a1',
      text: 'Main St. asks: Reward coffee for 100 points?',
      yes: 'Yes, use 100 points',
      no: 'No',
      endsAt: galleryNow + 5 * minuteMs,
    };
    const told = { id: 't1', at: galleryNow, slot: 1, text: 'Reward coffee was given at Main St.' };
    return [
      with_('a usual day'),
      shopperState('nothing yet', sight, {
        url: '/wallet',
        queries: [{ key: ['wallet'], data: emptyWallet(language) }],
      }),
      with_('a voucher is open', { vouchers: [one] }),
      with_('as many vouchers as may be', {
        vouchers: [one, { ...one, id: 'v2' }, { ...one, id: 'v3', code: null, notice: 'Soon' }],
      }),
      with_('a till asks', { asks: [ask] }),
      with_('told what a till made of a pass', {
        told: [
          { ...told, redemptionId: 'v1' },
          { ...told, id: 't2', redemptionId: null },
        ],
      }),
      with_('points end soon', { expiring: { points: 40, at: galleryNow + 9 * dayMs } }),
      with_('points end on several days', severalEnds),
      with_('points are pending', {
        pending: [
          { points: 1, availableAt: galleryNow + 2 * dayMs },
          { points: 120, availableAt: galleryNow + 14 * dayMs },
        ],
      }),
      with_('points are owed', { balance: -35 }),
      with_('a tier to keep', { keeps: 'Spend €120.50 more by 31 December 2026 to keep Silver.' }),
      with_('the highest tier', { tier: tierFace('gold', language), nextTier: null }),
      with_('three hours old', { at: galleryNow - 180 * minuteMs }),
      with_(
        'long words, large numbers',
        {
          member: { firstName: longWord, number: memberNumber },
          balance: 1_234_567,
          tier: { ...tierFace('gold', language), name: longWord, perks: [longWord] },
          rewards: [
            offer('coffee', language, { name: longWord, points: 1_000_000 }),
            offer('dear', language, {
              name: longWord,
              refusal: { key: 'points-short', missing: 1_000_000 },
            }),
          ],
        },
        { visit: longVisit(true, brand) },
      ),
      shopperState('without an answer', sight, {
        url: '/wallet',
        failed: { key: ['wallet'], failure: { kind: 'unreached' } },
      }),
      shopperState('on its way', sight, { url: '/wallet' }),
      shopperState('history', sight, {
        url: '/history',
        queries: [{ key: ['history'], data: history(language) }],
      }),
      shopperState('no history', sight, {
        url: '/history',
        queries: [{ key: ['history'], data: { ...history(language), lines: [], next: null } }],
      }),
      ...waysToEarn(sight),
      ...memberships(sight),
      shopperState('profile, no name and one device', sight, {
        url: '/profile',
        queries: [
          {
            key: ['profile'],
            data: profile({
              firstName: null,
              address: `${longWord}@shop.example`,
              devices: profile().devices.slice(0, 1),
            }),
          },
        ],
      }),
    ];
  },
};

type Queries = NonNullable<ShopperPage['queries']>;

/** Rewards that can be had, and each reason why not. */
export const rewards: Group = {
  name: 'rewards',
  sheet: shopperSheet,
  states: (sight) => {
    const { language } = sight;
    const of = (offers: Wallet['rewards'], balance = 150): Queries => [
      { key: ['wallet'], data: wallet(language, { rewards: offers, balance }) },
    ];
    const one = (name: string, more: Partial<Wallet['rewards'][number]>) =>
      shopperState(name, sight, {
        url: '/rewards/coffee',
        queries: of([offer('coffee', language, more)]),
      });
    const full = shop.rewards.map(({ id }) => offer(id, language));
    return [
      shopperState('a full shop', sight, { url: '/rewards', queries: of(full) }),
      shopperState('more can be had than the wallet shows', sight, {
        url: '/wallet',
        queries: of(full),
      }),
      shopperState('each reason why not', sight, {
        url: '/rewards',
        queries: of(rewardRefusals(language).map((refusal, at) => refused(at, refusal, language))),
      }),
      shopperState('no rewards', sight, { url: '/rewards', queries: of([]) }),
      one('can be had', { perMember: 'Once a month' }),
      one('in some stores', { stores: ['Main St.', 'Harbour'] }),
      one('in a shop of choice, kept ready', {
        shops: [
          { id: 'main', name: 'Main St.' },
          { id: 'harbour', name: 'Harbour' },
        ],
        readyHours: 24,
      }),
      one('free', { points: 0 }),
      one('a long name', { name: longWord }),
      ...rewardRefusals(language).map((refusal) =>
        one(`refused: ${refusal.key}`, {
          refusal,
          ...(refusal.key === 'points-short' && { points: 150 + refusal.missing }),
        }),
      ),
      shopperState('gone', sight, { url: '/rewards/other', queries: of([]) }),
    ];
  },
};

const refused = (
  at: number,
  refusal: ReturnType<typeof rewardRefusals>[number],
  language: Parameters<typeof offer>[1],
) => offer(shop.rewards[at]?.id ?? 'coffee', language, { refusal });

/** The profile, and with a tier that is paid for: as it runs, and left. */
const memberships = (sight: Sight) => [
  shopperState('profile', sight, {
    url: '/profile',
    queries: [{ key: ['profile'], data: profile() }],
  }),
  ...(['running', 'left'] as const).map((how) =>
    shopperState(`profile, a membership that is paid for, ${how}`, sight, {
      url: '/profile',
      queries: [
        { key: ['profile'], data: profile({ memberships: [membership(sight.language, how)] }) },
      ],
    }),
  ),
];
