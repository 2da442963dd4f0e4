import { addressCodeMs, takeBackMs } from '#domain/people/address-change.ts';
import { mergeCodeMs } from '#domain/people/merge.ts';
import type { Program } from '#domain/program/program.ts';
import { type Text, textIn } from '#domain/program/text.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import {
  type AddressChangedFacts,
  addressChangedMail,
} from '#server/words/mail/address-changed-mail.ts';
import { deviceMail, usedMail } from '#server/words/mail/alert-mail.ts';
import { apologyMail } from '#server/words/mail/apology-mail.ts';
import { confirmationMail } from '#server/words/mail/confirmation-mail.ts';
import { expiryMail } from '#server/words/mail/expiry-mail.ts';
import { forgettingMail } from '#server/words/mail/forgetting-mail.ts';
import { freezeMail } from '#server/words/mail/freeze-mail.ts';
import { mailboxCodeMail } from '#server/words/mail/mailbox-code-mail.ts';
import { memberPinMail } from '#server/words/mail/member-pin-mail.ts';
import { membershipMail } from '#server/words/mail/membership-mail.ts';
import { mergeOfferMail } from '#server/words/mail/merge-offer-mail.ts';
import { mergedMail } from '#server/words/mail/merged-mail.ts';
import { newsMail } from '#server/words/mail/news-mail.ts';
import { newsletterMail, newsletterWording } from '#server/words/mail/newsletter-mail.ts';
import type { NoticeFacts } from '#server/words/mail/notice-mail.ts';
import { pointsMail } from '#server/words/mail/points-mail.ts';
import { receiptMail } from '#server/words/mail/receipt-mail.ts';
import { signInMail } from '#server/words/mail/sign-in-mail.ts';
import { tierChangedMail, tierMail } from '#server/words/mail/tier-mail.ts';
import { welcomeMail } from '#server/words/mail/welcome-mail.ts';

/** When all of it happens. */
export const sampleAt = Date.UTC(2026, 6, 14, 12, 2);
const at = sampleAt;
const number = '123456789012';
const later = Date.UTC(2026, 7, 13, 22);

const said = {
  reward: { en: 'Cappuccino', ar: 'كابتشينو' },
  bread: { en: 'Sourdough bread', ar: 'خبز الخميرة الطبيعية' },
  cheese: { en: 'Mountain cheese, aged for twelve months', ar: 'جبنة جبلية معتّقة اثني عشر شهرًا' },
  rule: { en: 'Double points on Tuesdays', ar: 'نقاط مضاعفة أيام الثلاثاء' },
  sorry: { en: 'Sorry that the coffee was cold.', ar: 'نعتذر لأن القهوة كانت باردة.' },
  keep: {
    en: 'Spend €120.50 more by 31 August to keep Gold.',
    ar: 'أنفق 120.50 € أكثر حتى 31 أغسطس لتحتفظ بالفئة.',
  },
  iced: { en: 'Iced coffee is here', ar: 'وصلت القهوة المثلجة' },
  hot: {
    en: 'It is hot outside. From today every store has iced coffee.\n\nMembers get it for 80 points.',
    ar: 'الجو حار. من اليوم تجد القهوة المثلجة في كل متاجرنا.\n\nيحصل عليها الأعضاء مقابل 80 نقطة.',
  },
  see: { en: 'See your rewards', ar: 'شاهد مكافآتك' },
} as const satisfies Record<string, Text>;

type Word = keyof typeof said;

/** Every mail to a member in one language, each in its states, with a name for its place. */
export function sampleMails(
  program: Program,
  language: Language,
  publicUrl: string,
): readonly (readonly [name: string, mail: Mail])[] {
  const word = (key: Word) => textIn(said[key], language);
  const to = 'ann@example.com';
  const facts = { to, program, language, publicUrl };
  const notice = {
    ...facts,
    url: `${publicUrl}/wallet`,
    choices: `${publicUrl}/u/AAAAAAAAAAAAAAAA`,
  };
  const store = program.stores[0]?.name ?? '';
  const [first, second = first] = program.tiers;
  if (!first || !second) throw new Error('the program has no tiers');
  const receipt = {
    ...notice,
    store,
    receiptNumber: '4711',
    soldAt: at,
    basket: sold(program, language),
    points: 248,
  };
  const used = { ...notice, points: 500, balance: 124, reward: word('reward'), store };
  const news = { subject: word('iced'), text: word('hot'), button: word('see') };
  const asked = { code: '482913', store, askedAt: at, browser: 'Safari (iPhone)' };
  const links = { linkUrl: `${publicUrl}/s/AAAA`, notMeUrl: `${publicUrl}/s/AAAA#not-me` };
  const wording = newsletterWording(program, language);
  return [
    ['sign-in', signInMail({ ...facts, ...asked, ...links })],
    [
      'welcome',
      welcomeMail({ ...facts, store, number, points: 150, consent: 'join-1', url: publicUrl }),
    ],
    [
      'confirm',
      confirmationMail({
        ...facts,
        code: '482913',
        store,
        till: '1',
        reward: word('reward'),
        points: 500,
      }),
    ],
    ['newsletter-code', newsletterMail({ ...facts, wording, code: '482913' })],
    [
      'earned',
      receiptMail({ ...receipt, availableAt: null, rules: [{ name: said.rule, points: 124 }] }),
    ],
    ['coming', receiptMail({ ...receipt, availableAt: later, rules: [] })],
    ['available', pointsMail({ ...notice, points: 248, why: 'available' })],
    [
      'expiry',
      expiryMail({
        ...notice,
        days: [
          { points: 120, at: later },
          { points: 1, at: later + 86_400_000 },
        ],
      }),
    ],
    ['tier', tierMail({ ...notice, keep: word('keep'), otherwise: first })],
    [
      'tier-reached',
      tierChangedMail({ ...notice, tier: second, higher: true, next: word('keep') }),
    ],
    ['tier-gone', tierChangedMail({ ...notice, tier: first, higher: false, next: undefined })],
    ['birthday', pointsMail({ ...notice, points: 50, why: 'birthday' })],
    ...alertMails(used),
    ...endingMails(notice),
    ['apology', apologyMail({ ...notice, points: 40, why: word('sorry') })],
    ['news', newsMail({ ...notice, news })],
    ...membershipMails(facts, number),
  ];
}

/** What may have been done by somebody else. */
function alertMails(
  used: Omit<Parameters<typeof usedMail>[0], 'usedAt' | 'at'>,
): readonly (readonly [string, Mail])[] {
  const now = { ...used, usedAt: at, at };
  const device = { ...used, signedInAt: at };
  return [
    ['used', usedMail(now)],
    ['used-free-late', usedMail({ ...now, points: 0, balance: -30, at: later })],
    ['device', deviceMail({ ...device, browser: 'Chrome (Windows)' })],
    ['device-unknown', deviceMail({ ...device, browser: null })],
  ];
}

/** What is about to end, and what has ended. */
function endingMails(notice: NoticeFacts): readonly (readonly [string, Mail])[] {
  const { program } = notice;
  const language = isLanguage(notice.language) ? notice.language : 'en';
  const say = everything(language);
  const tier = textIn(program.tiers.at(-1)?.name ?? { en: '' }, language);
  const date = formatOf(language, program.timeZone).date(later);
  const renew = say('membership.how-to-renew');
  const until = say('membership.until', { tier, date });
  const ended = say('membership.ended', { tier, date });
  const forgetting = { ...notice, points: 248, lastSign: at, endsAt: later };
  return [
    ['membership', membershipMail({ ...notice, said: [until, renew] })],
    ['membership-ended', membershipMail({ ...notice, said: [ended, renew] })],
    ['forgetting', forgettingMail(forgetting)],
  ];
}

/** What changes the membership itself. */
function membershipMails(
  facts: Pick<AddressChangedFacts, 'to' | 'program' | 'publicUrl'> & {
    readonly language: Language;
  },
  number: string,
): readonly (readonly [name: string, mail: Mail])[] {
  const { publicUrl } = facts;
  const notMe = `${publicUrl}/f/AAAA`;
  const takeBack = { url: `${publicUrl}/a/AAAA`, until: at + takeBackMs };
  const changed = { ...facts, number, url: publicUrl };
  return [
    ['frozen', freezeMail({ ...facts, number, frozen: true, notMe })],
    ['thawed', freezeMail({ ...facts, number, frozen: false, notMe })],
    ['address-code', mailboxCodeMail('address', addressCodeMs, { ...facts, code: '482913' })],
    ['address-old', addressChangedMail({ ...changed, isNew: false, takeBack })],
    ['address-new', addressChangedMail({ ...changed, isNew: true, takeBack: null })],
    ...pinMails({ ...facts, number, notMe }),
    ['merge-code', mailboxCodeMail('merge', mergeCodeMs, { ...facts, code: '482913' })],
    ...(['goes-on', 'ends'] as const).map(
      (side) =>
        [
          `merge-offer-${side}`,
          mergeOfferMail({ ...facts, side, number, ending: '8176', until: later }),
        ] as const,
    ),
    ...(['kept', 'ended', 'asked'] as const).map(
      (what) =>
        [`merged-${what}`, mergedMail({ ...facts, what, number, merged: '5203948176' })] as const,
    ),
  ];
}

/** What becomes of a PIN for tills. */
function pinMails(
  facts: Omit<Parameters<typeof memberPinMail>[0], 'news'>,
): readonly (readonly [name: string, mail: Mail])[] {
  const till = 'Main Street, Till 2';
  return [
    ['pin-set', memberPinMail({ ...facts, news: { what: 'set' } })],
    ['pin-chosen', memberPinMail({ ...facts, news: { what: 'chosen', till, at: later } })],
    ['pin-locked', memberPinMail({ ...facts, news: { what: 'locked', till, at: later } })],
    ['pin-ended', memberPinMail({ ...facts, news: { what: 'ended' } })],
  ];
}

function sold({ currency }: Program, language: Language): Basket {
  const named = (id: string, minor: number, word: Word) => ({
    id,
    minor,
    name: textIn(said[word], language),
  });
  return {
    total: { minor: 2_480, currency },
    taxesMinor: 174,
    redemptions: [],
    tenders: [],
    lines: [
      { ...named('1', 900, 'bread'), quantity: 2 },
      { ...named('2', 1_180, 'cheese'), quantity: 0.35, unit: 'kg' },
      { id: '3', minor: 400 },
    ],
  };
}
