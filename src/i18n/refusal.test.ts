import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type RefusalKey, refusalKeys } from '#domain/refusal.ts';
import catalogues from '#i18n/compiled/everything.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { languages } from '#i18n/language.ts';
import { pageAudiences } from '#i18n/load.ts';
import { deskSentence, refusalSentence, tillSentence, whyLabel } from '#i18n/refusal.ts';
import { translator } from '#i18n/translate.ts';
import { refusalExample as example } from '#server/tests/kit/refusal-example.ts';

const faults = ['empty', 'long', 'several', 'quotes', 'letters', 'shape'] as const;

/** Refusals that only programs and the till page meet; a shopper gets the general sentence. */
const tillOnly: readonly RefusalKey[] = [
  'not-redeemed',
  'voucher-earned',
  'id-taken',
  'external-id-taken',
  'external-ids-full',
  'signature-wrong',
  'signature-late',
  'fact-ahead',
  'fact-late',
  'fact-early',
  'fact-unknown',
  'newsletter-unconfirmed',
  'code-damaged',
  'code-not-ours',
  'code-unknown',
  'confirmation-unknown',
  'confirmation-declined',
  'confirmation-code-wrong',
  'pass-unknown',
  'pass-late',
  'pass-revoked',
  'pass-spent',
  'pass-elsewhere',
  'pass-member',
  'pool-code',
  'enrolment-spent',
  'device-unknown',
  'pin-wrong',
  'pin-locked',
  'shift-ended',
  'second-person-needed',
  'second-person-undo',
  'reason-required',
  'other-store',
  'key-unknown',
  'key-scope',
  'member-unknown',
  'key-reused',
  'in-flight',
  'minimum-spend',
  'receipt-reused',
  'receipt-ambiguous',
  'currency-other',
  'time-ahead',
  'time-past',
  'sold-before-joining',
  'use-past',
  'return-too-large',
  'line-unknown',
  'purchase-unknown',
  'return-unknown',
  'redemption-taken',
  'redemption-open',
  'store-unknown',
  'upload-unknown',
  'upload-running',
  'import-running',
  'symbology-other',
  'file-encoding',
  'file-column',
  'file-too-long',
  'file-workbook',
  'file-packed',
  'file-unclear',
  'encoding-unknown',
  'origin-foreign',
];

for (const { language } of languages) {
  const t = everything(language);
  const speaker = {
    format: formatOf(language, 'Europe/Berlin'),
    tierName: (id: string) => (id === 'gold' ? 'Gold' : id),
  };

  describe(`refusals in ${language}`, () => {
    for (const key of refusalKeys)
      test(`${key} has its sentence`, () => {
        const say = key.startsWith('desk-')
          ? deskSentence
          : tillOnly.includes(key)
            ? tillSentence
            : refusalSentence;
        const sentence = say(t, speaker, example(key));
        const missing = `catalogues/${language}/refusal.json has no refusal.${key}`;
        assert.notEqual(sentence, t('refusal.other'), missing);
        assert.doesNotMatch(sentence, /undefined|NaN|\[object|[{}]/);
        assert.doesNotMatch(whyLabel(t, speaker, example(key)), /undefined|NaN/);
        assert.doesNotMatch(tillSentence(t, speaker, example(key)), /undefined|NaN/);
        assert.doesNotMatch(deskSentence(t, speaker, example(key)), /undefined|NaN/);
      });

    test('what suits shopper and associate is said to both in the same words', () => {
      const used = example('already-used');
      assert.equal(tillSentence(t, speaker, used), refusalSentence(t, speaker, used));
    });

    test('each fault of an address says what to mend', () => {
      const sentences = faults.map((fault) =>
        refusalSentence(t, speaker, { key: 'address-invalid', fault }),
      );
      assert.equal(new Set(sentences).size, faults.length);
    });
  });
}

test('a refusal is said with its figures', () => {
  const t = everything('en');
  const speaker = { format: formatOf('en', 'Europe/Berlin'), tierName: () => 'Gold' };
  assert.equal(whyLabel(t, speaker, example('points-short')), '120 points more');
  assert.equal(whyLabel(t, speaker, example('tier-required')), 'Gold only');
  assert.equal(
    tillSentence(t, speaker, example('already-used')),
    'Already used at Main St., till 2\u00a0·\u00a01 December, 14:02.',
  );
});

/** What can be refused on a page, so that its catalogues hold the sentence and not only the general one. */
const metOn = {
  arrival: [
    'address-invalid',
    'too-many-requests',
    'busy',
    'address-busy',
    'sign-in-ended',
    'hand-over-ended',
    'other-browser',
    'no-cookies',
    'sign-in-code-wrong',
    'match-wrong',
    'match-incomplete',
    'confirm-required',
    'signed-out',
    'request-invalid',
  ],
  shopper: [
    'points-short',
    'tier-required',
    'not-begun',
    'ended',
    'sold-out',
    'not-in-this-store',
    'too-many-live',
    'limit-reached',
    'price-changed',
    'reward-unknown',
    'confirmation-over',
    'signed-out',
    'too-many-requests',
    'request-invalid',
  ],
  voucher: [
    'redemption-unknown',
    'already-used',
    'voucher-reserved',
    'voucher-cancelled',
    'voucher-expired',
    'voucher-reversed',
    'signed-out',
    'too-many-requests',
    'request-invalid',
  ],
} as const satisfies Record<string, readonly RefusalKey[]>;

for (const page of ['arrival', 'shopper', 'voucher'] as const)
  test(`the page ${page} loads the sentences of what it meets`, () => {
    const t = translator(
      'ar',
      pageAudiences[page].map((audience) => catalogues.ar[audience]),
    );
    const speaker = { format: formatOf('ar', 'Asia/Dubai'), tierName: (id: string) => id };
    for (const key of metOn[page])
      assert.notEqual(refusalSentence(t, speaker, example(key)), t('refusal.other'), key);
  });

test('the only owner who is locked out reads who makes the link, and by what', () => {
  for (const { language } of languages) {
    const t = everything(language);
    const spent = deskSentence(
      t,
      { format: formatOf(language, 'UTC'), tierName: (id) => id },
      { key: 'desk-link-spent' },
    );
    for (const words of [t('desk.sign-in.lost'), spent])
      assert.match(words, /npm run admin -- desk-owner/);
  }
});
