import assert from 'node:assert/strict';
import { test } from 'node:test';
import { currencies, minorDigits, oneUnit, readableRate, usualMinor } from './currency.ts';

/** The currencies of ISO 4217, list one, whose minor unit is not the hundredth part. */
const others = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ['CLF', 4] as const,
  ['UYW', 4] as const,
]);

test('every active currency has the digits of ISO 4217, each code once', () => {
  const codes = currencies();
  assert.equal(codes.length, new Set(codes).size);
  assert.ok(codes.every((code) => /^[A-Z]{3}$/.test(code)));
  for (const code of codes) assert.equal(minorDigits(code), others.get(code) ?? 2, code);
  for (const code of others.keys()) assert.ok(codes.includes(code), code);
});

test('the sixteen that CLDR writes otherwise are read as ISO 4217 says', () => {
  const withCents = 'AFN ALL COP HUF IDR IRR KPW LAK LBP MGA MMK PKR SOS SYP YER RSD'.split(' ');
  for (const code of withCents) assert.equal(minorDigits(code), 2, code);
  assert.equal(minorDigits('IQD'), 3);
});

test('currencies that Intl does not list are known, those that are no money are not', () => {
  for (const code of ['CLF', 'UYW', 'VED']) assert.ok(currencies().includes(code), code);
  for (const code of ['XAU', 'XTS', 'XXX', 'DEM']) assert.ok(!currencies().includes(code), code);
});

test('a usual limit is worth as much where prices show no cents', () => {
  assert.equal(usualMinor('EUR', 100_000), 100_000);
  assert.equal(usualMinor('JPY', 100_000), 100_000);
  assert.equal(usualMinor('HUF', 100_000), 10_000_000);
});

test('one whole unit', () => {
  assert.deepEqual(oneUnit('RSD'), { minor: 100, currency: 'RSD' });
  assert.deepEqual(oneUnit('JPY'), { minor: 1, currency: 'JPY' });
});

test('a rate is read of a sum that earns a point or so, and of one unit where that earns enough', () => {
  const read = (rate: number, currency: string) => {
    const { rate: points, money } = readableRate(rate, currency);
    return [Math.round(points * 1_000) / 1_000, money.minor];
  };
  assert.deepEqual(read(1, 'EUR'), [1, 100]);
  assert.deepEqual(read(0.5, 'EUR'), [0.5, 100]);
  assert.deepEqual(read(0.0001, 'VND'), [1, 10_000]);
  assert.deepEqual(read(0.000125, 'VND'), [1.25, 10_000]);
  assert.deepEqual(read(0, 'EUR'), [0, 100]);
});
