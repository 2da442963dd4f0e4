import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { everything } from '#i18n/everything.ts';
import { languages } from '#i18n/language.ts';
import { loadTranslator, pageAudiences } from '#i18n/load.ts';
import { translator } from '#i18n/translate.ts';

const en = everything('en');
const ar = everything('ar');

test('where a voucher was used no line ends with a dot', () => {
  const used = { store: 'Main Street', till: 'Till 2', time: '21:44' };
  for (const say of [en, ar])
    for (const key of ['voucher.used', 'history.used'] as const)
      assert.doesNotMatch(say(key, used), /·/);
});

test('beside an address from right to left no full stop stands, where it would be read as its beginning', async () => {
  const folder = new URL('./catalogues/ar/', import.meta.url);
  for (const file of ['arrival', 'till', 'message'])
    assert.doesNotMatch(
      await readFile(new URL(`${file}.json`, folder), 'utf8'),
      /(\{(address|sender|mail)\}|@example\.com)[.،]/,
    );
});

describe('plurals', () => {
  test('English has one and many', () => {
    assert.equal(en('wallet.points', { points: 1 }), '1 point');
    assert.equal(en('wallet.points', { points: 0 }), '0 points');
    assert.equal(en('wallet.points', { points: 1200 }), '1,200 points');
  });

  test('an exact number has words of its own, which win', () => {
    assert.equal(en('voucher.cancelled', { points: 0 }), 'Cancelled.');
    assert.equal(en('voucher.cancelled', { points: 2 }), 'Cancelled. 2\u00a0points are back.');
  });

  for (const [points, words] of [
    [0, '0 نقطة'],
    [1, 'نقطة واحدة'],
    [2, 'نقطتان'],
    [3, '3 نقاط'],
    [11, '11 نقطة'],
    [100, '100 نقطة'],
    [103, '103 نقاط'],
  ] as const) {
    test(`Arabic says ${points} points in its own form`, () => {
      assert.equal(ar('wallet.points', { points }), words);
    });
  }

  test('Arabic puts no amount of a tier after a preposition, whose form “نقطتان” has not', async () => {
    const words = await readFile(new URL('catalogues/ar/tier.json', import.meta.url), 'utf8');
    assert.doesNotMatch(words, /(?<=[" .])(من|مع|إلى|في|على|عند|بعد|حتى|خلال) \{amount\}/u);
    assert.equal(
      ar('tier.from-lifetime', { amount: ar('tier.visits', { visits: 2 }) }),
      '\u2068زيارتان\u2069 فأكثر في المجموع',
    );
  });

  test('digits in Arabic are Latin', () => {
    assert.equal(ar('wallet.points', { points: 12_345 }), '12,345 نقطة');
    assert.equal(ar('history.balance', { points: 1200 }), 'الرصيد 1,200');
  });
});

describe('text of the other direction', () => {
  test('a Latin name in an Arabic sentence is isolated', () => {
    assert.equal(ar('wallet.store', { store: 'Main St. 5' }), 'المكافآت في \u2068Main St. 5\u2069');
  });

  test('an Arabic name in an English sentence is isolated', () => {
    assert.equal(en('wallet.store', { store: 'سوق 5' }), 'Rewards at \u2068سوق 5\u2069');
  });

  test('plain English holds no invisible characters', () => {
    assert.equal(en('wallet.store', { store: 'Main St.' }), 'Rewards at Main St.');
  });

  test('a name with markup or braces is put in as it is', () => {
    assert.equal(en('wallet.store', { store: '<b>{x}</b> #' }), 'Rewards at <b>{x}</b> #');
  });
});

describe('catalogues', () => {
  for (const { language } of languages) {
    for (const [page, audiences] of Object.entries(pageAudiences)) {
      test(`${page} finds its words in ${language}`, async () => {
        const t = await loadTranslator(language, audiences);
        assert.ok(t('common.back').length > 0);
        assert.ok(t('refusal.other').length > 0);
      });
    }
  }

  test('a page that forgot a catalogue hears of it', () => {
    const t = translator<'common'>('en', []);
    assert.throws(() => t('common.back'), /no message common\.back/);
    assert.equal(t.has('common.back'), false);
    assert.equal(t.has('toString'), false);
  });
});
