import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencies } from '#domain/values/currency.ts';
import { scaleOf, templateIds, usualPurchaseMinor } from './template.ts';

test('a shop of the usual prices has the template’s own amounts', () => {
  for (const id of templateIds) assert.equal(scaleOf(id, usualPurchaseMinor(id, 'EUR'), 'EUR'), 1);
});

test('dearer and cheaper shops get round amounts, in any currency', () => {
  assert.equal(scaleOf('bakery', 1_600, 'EUR'), 2);
  assert.equal(scaleOf('bakery', 350, 'EUR'), 0.5);
  assert.equal(scaleOf('bakery', 800, 'JPY'), 100);
  assert.equal(scaleOf('bakery', 3_000, 'KWD'), 0.5);
  assert.equal(scaleOf('cafe', 6_000_000, 'IDR'), 10_000);
  for (const currency of currencies())
    for (const id of templateIds)
      assert.match(
        String(scaleOf(id, usualPurchaseMinor(id, currency), currency)),
        /^(0\.0*)?[125]0*$/,
        currency,
      );
});

test('what is hardly a price stays within what points can count', () => {
  assert.equal(scaleOf('fashion', 1, 'EUR'), 0.001);
  assert.equal(scaleOf('fashion', 99_999_999_900, 'VND'), 10_000);
});
