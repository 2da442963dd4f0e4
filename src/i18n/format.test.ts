import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { currencies, minorDigits } from '#domain/values/currency.ts';
import { digitGroups, formatOf, spokenDigits } from '#i18n/format.ts';

const en = formatOf('en', 'Europe/Berlin');
const ar = formatOf('ar', 'Asia/Dubai');
const at = Date.UTC(2026, 11, 1, 13, 2);
const minuteMs = 60_000;

/** Removes Intl's own direction marks and no-break spaces, which a person does not see. */
const seen = (text: string) =>
  text.replace(/[\u200e\u200f\u061c]/g, '').replace(/\u00a0|\u202f/g, ' ');

describe('English', () => {
  test('money shows cents only when there are any', () => {
    assert.equal(en.money({ minor: 500, currency: 'EUR' }), '€5');
    assert.equal(en.money({ minor: 450, currency: 'EUR' }), '€4.50');
    assert.equal(en.money({ minor: 120_000, currency: 'USD' }), '$1,200');
    assert.equal(en.money({ minor: 500, currency: 'JPY' }), '¥500');
    assert.equal(
      en.money({ minor: 9_007_199_254_740_991, currency: 'EUR' }),
      '€90,071,992,547,409.91',
    );
  });

  test('a whole unit of every currency is written as one, whatever digits Intl would give it', () => {
    const digits = (text: string) => text.replace(/\D/g, '');
    for (const currency of currencies()) {
      const minor = 10 ** minorDigits(currency);
      assert.equal(digits(en.money({ minor: minor * 12_500, currency })), '12500', currency);
      assert.equal(digits(ar.money({ minor: minor * 12_500, currency })), '12500', currency);
      if (minor === 1) continue;
      const more = en.money({ minor: minor * 12_500 + 1, currency });
      assert.equal(digits(more), `12500${'1'.padStart(minorDigits(currency), '0')}`, currency);
    }
  });

  test('numbers, changes and rates', () => {
    assert.equal(en.number(1200), '1,200');
    assert.equal(en.number(1.25), '1.25');
    assert.equal(en.change(120), '+120');
    assert.equal(en.change(-40), '−40');
    assert.equal(en.percent(15), '15%');
  });

  test('times are the store’s', () => {
    assert.equal(en.dateTime(at), '1 December, 14:02');
    assert.equal(en.date(at), '1 December 2026');
    assert.equal(formatOf('en', 'America/New_York').time(at), '08:02');
  });

  test('age counts whole units, and a clock that runs behind is no future', () => {
    assert.equal(en.age(at, at + 59_999), 'now');
    assert.equal(en.age(at, at + 5 * minuteMs), '5 minutes ago');
    assert.equal(en.age(at, at + 47 * 60 * minuteMs), '1 day ago');
    assert.equal(en.age(at + minuteMs, at), 'now');
  });

  test('time left begins at the whole span and is told in its largest unit', () => {
    assert.equal(en.left(30 * minuteMs - 1), '30 minutes');
    assert.equal(en.left(59_999), '1 minute');
    assert.equal(en.left(44_100), '45 seconds');
    assert.equal(en.left(-1), '0 seconds');
  });
});

describe('Arabic', () => {
  test('digits are Latin everywhere', () => {
    const said = [
      ar.number(1_234_567_890),
      ar.money({ minor: 123_456, currency: 'AED' }),
      ar.percent(15),
      ar.date(at),
      ar.dateTime(at),
      ar.age(at, at + 5 * minuteMs),
      ar.left(29 * minuteMs),
      ar.change(-40),
    ].join(' ');
    assert.doesNotMatch(said, /[\u0660-\u0669\u06f0-\u06f9]/);
    assert.match(said, /\d/);
  });

  test('dates and spans are Arabic words', () => {
    assert.equal(seen(ar.dateTime(at)), '1 ديسمبر، 5:02 م');
    assert.match(ar.time(at), /^\S+\u00a0م$/, 'the half of the day stands on its hour’s line');
    assert.equal(seen(ar.age(at, at + 2 * minuteMs)), 'قبل دقيقتين');
    assert.equal(seen(ar.left(5 * minuteMs)), '5 دقائق');
  });

  test('names in a list keep their order', () => {
    assert.equal(ar.list(['Main St.', 'الميناء']), '\u2068Main St.\u2069 و\u2068الميناء\u2069');
  });
});

test('digits of a code stand in fours, and are heard one by one', () => {
  assert.equal(digitGroups('123456789012'), '1234 5678 9012');
  assert.equal(spokenDigits('12345678'), '1 2 3 4, 5 6 7 8');
});
