import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencies, minorDigits } from '#domain/values/currency.ts';
import { countriesWithCurrency, currencyOfCountry } from './country-currency.ts';
import { unitsOfAEuro } from './price-level.ts';
import { usualPurchaseMinor } from './template.ts';

test('each country of the table has one currency, which a program may have', () => {
  const countries = countriesWithCurrency();
  assert.equal(new Set(countries).size, countries.length);
  for (const country of countries) {
    assert.match(country, /^[A-Z]{2}$/);
    assert.ok(currencies().includes(currencyOfCountry(country) ?? ''), country);
  }
});

test('neighbours who share a currency have it, and no country has none', () => {
  const has = (...countries: string[]) => countries.map(currencyOfCountry);
  assert.deepEqual(has('IE', 'AE', 'JP', 'SN', 'LI'), ['EUR', 'AED', 'JPY', 'XOF', 'CHF']);
  assert.deepEqual(has('ZZ', 'AQ'), [null, null]);
});

test('a usual purchase is a sum that people there would recognise, whatever their cents are', () => {
  const usual = (currency: string) =>
    usualPurchaseMinor('cafe', currency) / 10 ** minorDigits(currency);
  assert.equal(usual('EUR'), 6);
  assert.equal(usual('AED'), 30);
  assert.equal(usual('JPY'), 1_200, 'no digits after the point');
  assert.equal(usual('KRW'), 12_000);
  assert.equal(usual('KWD'), 3, 'three digits');
  assert.equal(usual('TND'), 30);
  assert.equal(usual('IDR'), 120_000, 'hundredths that no price shows');
});

test('each currency has a round price level', () => {
  for (const currency of currencies())
    assert.match(String(unitsOfAEuro(currency)), /^(0\.5|[125]0*)$/, currency);
});
