import type { HistoryLine, HistoryPage, HistoryReason, Voucher, Wallet } from '#contract/member.ts';
import type { Versioned } from '#contract/page.ts';
import type { Ladder } from '#contract/profile.ts';
import type { SignInLink, SignInWaiting } from '#contract/sign-in-face.ts';
import type { SurveyAsked } from '#contract/survey.ts';
import { textIn } from '#domain/program/text.ts';
import { tierStanding } from '#domain/program/tier.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { historyWords, rateWords } from '#i18n/history.ts';
import type { Language } from '#i18n/language.ts';
import { monthName } from '#i18n/month-name.ts';
import { historyArt } from '#server/drawings/history-art.ts';
import {
  artOf,
  code,
  dayMs,
  galleryNow,
  memberNumber,
  minuteMs,
  offer,
  rewardOf,
  shop,
  tierFace,
} from './shop.ts';

const euro = (minor: number) => ({ minor, currency: shop.currency });

export function wallet(language: Language, more: Partial<Wallet> = {}): Versioned<Wallet> {
  return {
    at: galleryNow,
    news: 1,
    member: { firstName: 'Ann', number: memberNumber },
    balance: 150,
    tier: tierFace('silver', language),
    nextTier: { name: tierFace('gold', language).name, missing: euro(30_000) },
    qualifying: euro(90_000),
    expiring: null,
    asks: [],
    vouchers: [],
    rewards: [
      ...['coffee', 'cake', 'small', 'mug'].map((id) => offer(id, language)),
      offer('dear', language, { refusal: { key: 'points-short', missing: 850 } }),
    ],
    history: history(language).lines,
    ...more,
  };
}

/** Nothing has happened yet, and nothing can be had. */
export const emptyWallet = (language: Language): Versioned<Wallet> =>
  wallet(language, {
    member: { firstName: null, number: memberNumber },
    balance: 0,
    tier: tierFace('member', language),
    nextTier: { name: tierFace('silver', language).name, missing: euro(50_000) },
    qualifying: euro(0),
    rewards: [],
    history: [],
  });

export function voucher(language: Language, more: Partial<Voucher> = {}): Versioned<Voucher> {
  const reward = rewardOf('coffee');
  return {
    id: 'v1',
    news: 1,
    state: 'issued',
    reward: {
      id: reward.id,
      name: textIn(reward.name, language),
      instruction: textIn(reward.instruction, language),
      art: artOf(reward),
    },
    points: reward.points,
    code,
    source: 'own',
    drawings: null,
    issuedAt: galleryNow - 10 * minuteMs,
    expiresAt: galleryNow + 20 * minuteMs,
    at: galleryNow,
    used: null,
    held: null,
    endedAt: null,
    back: null,
    notice: null,
    balance: 50,
    number: memberNumber,
    ...more,
  };
}

/** A voucher that is over: nothing to scan, and the time of its end. */
export const ended = (
  language: Language,
  state: Voucher['state'],
  more: Partial<Voucher> = {},
): Versioned<Voucher> =>
  voucher(language, {
    state,
    code: null,
    endedAt: galleryNow - minuteMs,
    balance: 150,
    back: { points: 100, lapsed: 0, until: null },
    ...more,
  });

/** A question under a voucher that was used. */
export function surveyAsked(language: Language): SurveyAsked {
  const t = everything(language);
  const texts = {
    en: ['How was your coffee?', 'Just right', 'It was fine', 'Not so good'],
    ar: ['كيف كانت قهوتك؟', 'ممتازة', 'لا بأس بها', 'ليست جيدة'],
  }[language];
  const [question = '', ...answers] = texts;
  return {
    id: 'how-was-it',
    version: 1,
    question,
    hint: t('survey.hint', { points: 5 }),
    answers: answers.map((text, place) => ({ id: `a${place}`, text })),
    to: '/api/redemptions/v1/survey',
    over: t('survey.over'),
  };
}

export const used = { at: galleryNow - minuteMs, store: 'Main St.', till: 'Till 1' };

/** Every reason for which points change, the newest first. */
export function history(language: Language): Versioned<HistoryPage> {
  const reward = textIn(rewardOf('coffee').name, language);
  const { name: tier, pointsPerUnit } = tierFace('silver', language);
  const about = { reward, redemptionId: 'v1' };
  const changes: readonly (readonly [HistoryLine['kind'], number, HistoryReason])[] = [
    ['expiry', -20, { rule: 'lot-expiry' }],
    ['adjustment', 25, { rule: 'adjustment', why: 'A parcel came late' }],
    ['reversal', -30, { rule: 'return', returned: euro(2_400), receiptNumber: 'R-8' }],
    ['reversal', 100, { rule: 'give-back', because: 'expired', ...about }],
    ['redemption', -100, { rule: 'issue', ...about }],
    [
      'accrual',
      25,
      { rule: 'purchase', spent: euro(2_050), tier, pointsPerUnit, receiptNumber: 'R-7' },
    ],
    ['accrual', shop.welcomePoints, { rule: 'welcome' }],
  ];
  const [t, format] = [everything(language), formatOf(language, 'UTC')];
  const lines = changes.map(([kind, points, what], index): HistoryLine => {
    const balanceAfter = changes.slice(index).reduce((sum, [, change]) => sum + change, 0);
    const seq = changes.length - index;
    const at = galleryNow - (index + 1) * dayMs;
    const store = kind === 'accrual' ? 'Main St.' : null;
    const words = {
      text: historyWords(t, format, what),
      ...(what.rule === 'purchase' && { notes: [rateWords(t, format, what)] }),
      ...(what.rule === 'issue' && {
        place: t('history.used', {
          store: used.store,
          till: used.till,
          time: format.time(at + minuteMs),
        }),
      }),
    };
    return {
      seq,
      kind,
      points,
      balanceAfter,
      at,
      store,
      what,
      ...words,
      art: historyArt(what.rule),
    };
  });
  const from = Date.UTC(new Date(galleryNow).getUTCFullYear(), new Date(galleryNow).getUTCMonth());
  const name = monthName(language, 'UTC', galleryNow);
  const months = [{ name, from, earned: 45, spent: 100, lapsed: 20 }];
  return { at: galleryNow, news: 1, lines, months, next: 1 };
}

/** Where somebody stands who spent this 300 days ago. */
export function ladder(language: Language, spentMinor: number): Versioned<Ladder> {
  const fadesAt = spentMinor > 0 ? galleryNow + 65 * dayMs : null;
  const held = tierStanding(shop, spentMinor).tier.id;
  const rungs = shop.tiers.map(({ id, fromMinor }) => ({
    ...tierFace(id, language),
    from: euro(fromMinor),
    held: id === held,
    missing: fromMinor > spentMinor ? euro(fromMinor - spentMinor) : null,
    until: fromMinor > 0 && fromMinor <= spentMinor ? fadesAt : null,
  }));
  const since = galleryNow - 365 * dayMs;
  return { at: galleryNow, news: 1, spent: euro(spentMinor), since, fadesAt, rungs };
}

export const waiting = (more: Partial<SignInWaiting> = {}): SignInWaiting => ({
  id: 's1',
  state: 'waiting',
  address: 'ann@shop.example',
  matchNumber: 427,
  sender: 'points@shop.example',
  endsAt: galleryNow + 9 * minuteMs,
  signedIn: false,
  ...more,
});

export const link = (more: Partial<SignInLink> = {}): SignInLink => ({
  state: 'waiting',
  sameBrowser: true,
  matchTried: false,
  store: 'Main St.',
  browser: 'Safari (iPhone)',
  askedAt: galleryNow - minuteMs,
  ...more,
});
