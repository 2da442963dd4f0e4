import type { Voucher } from '#contract/member.ts';
import type { Group } from '#gallery/state.ts';
import { ended, surveyAsked, used, voucher } from '#gallery/values/member.ts';
import { dayMs, galleryNow, longWord, minuteMs } from '#gallery/values/shop.ts';
import { everything } from '#i18n/everything.ts';
import { shopperSheet } from './sheets.ts';
import { shopperState } from './shopper.tsx';

const key = ['voucher', 'v1'] as const;
const url = '/redemptions/v1';

/** A voucher, and each of its endings. */
export const vouchers: Group = {
  name: 'voucher',
  sheet: shopperSheet,
  states: (sight) => {
    const { language } = sight;
    const show = (name: string, data: Voucher & { news: number }, press?: string) =>
      shopperState(name, sight, { url, queries: [{ key, data }] }, press);
    const open = (name: string, more: Partial<Voucher> = {}, press?: string) =>
      show(name, voucher(language, more), press);
    const over = (name: string, state: Voucher['state'], more: Partial<Voucher> = {}) =>
      show(name, ended(language, state, more));
    const usual = voucher(language);
    return [
      open('to be scanned'),
      open('what it includes', {
        reward: { ...usual.reward, about: `${longWord}. ${usual.reward.instruction}` },
        expiresAt: galleryNow + 4 * minuteMs,
      }),
      open('its time has run out', { expiresAt: galleryNow - minuteMs }),
      open('in some stores, a long name', {
        reward: { ...usual.reward, name: longWord, instruction: longWord, stores: [longWord] },
      }),
      open('held by a till', {
        state: 'reserved',
        held: { store: 'Main St.', till: 'Till 1', until: galleryNow + 5 * minuteMs },
      }),
      open('a code of a pool', {
        source: 'pool',
        code: 'CAFE-2026-0417',
        notice: 'At the shop’s own till',
        drawings: [{ symbology: 'code-39', rows: ['1001011011010110101001101'], quiet: 10 }],
      }),
      open('still being made', { source: 'mint', code: null, notice: 'Being made. Look again' }),
      open('cancel?', {}, '.dots'),
      open('it won’t scan', {}, '.trouble summary'),
      open('closing', { expiresAt: galleryNow - 30 * minuteMs, code: null }),
      over('given', 'redeemed', {
        used,
        back: null,
        balance: 50,
        next: { reward: usual.reward.name, missing: 50 },
      }),
      over('given, points owed', 'redeemed', { used, back: null, balance: -20 }),
      over('given, a question', 'redeemed', { used, back: null, survey: surveyAsked(language) }),
      over('given, answered', 'redeemed', {
        used,
        back: null,
        survey: { thanks: everything(language)('survey.thanks', { points: 5 }) },
      }),
      over('cancelled', 'cancelled'),
      over('run out', 'expired'),
      over('undone', 'reversed'),
      over('points came back too late', 'expired', {
        back: { points: 100, lapsed: 60, until: null },
        balance: 90,
      }),
      over('points to spend soon', 'cancelled', {
        back: { points: 100, lapsed: 0, until: galleryNow + 5 * dayMs },
      }),
      shopperState('unknown', sight, {
        url,
        failed: { key, failure: { kind: 'refused', refusal: { key: 'redemption-unknown' } } },
      }),
      shopperState('without an answer', sight, {
        url,
        failed: { key, failure: { kind: 'broken', requestId: '3f2a9c1e7b04d' } },
      }),
    ];
  },
};
