import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDecimal, writeDecimal } from './money.ts';

test('a written amount is read digit by digit', () => {
  assert.equal(readDecimal('500', 2), 50_000);
  assert.equal(readDecimal('12.5', 2), 1_250);
  assert.equal(readDecimal('0.07', 2), 7);
  assert.equal(readDecimal('1.005', 3), 1_005);
  assert.equal(readDecimal('500', 0), 500);
});

test('no amount is rounded: one finer than the currency is none', () => {
  assert.equal(readDecimal('1.001', 2), null);
  assert.equal(readDecimal('1.0', 0), null);
});

test('whatever is no plain decimal is none', () => {
  for (const text of [
    '',
    '.5',
    '5.',
    '-1',
    '+1',
    '1e3',
    '1,5',
    ' 1',
    '1 ',
    '0x1',
    '٥',
    'NaN',
    '9'.repeat(17),
  ]) {
    assert.equal(readDecimal(text, 2), null, text);
  }
});

test('every amount of cents reads back as the cents that it was written from', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000_000 }), (cents) => {
      const written = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
      assert.equal(readDecimal(written, 2), cents);
    }),
  );
});

test('what is written is read as the same amount', () => {
  assert.equal(writeDecimal(1_250, 2), '12.50');
  assert.equal(writeDecimal(7, 2), '0.07');
  assert.equal(writeDecimal(500, 0), '500');
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(0, 2, 3), (minor, digits) => {
      assert.equal(readDecimal(writeDecimal(minor, digits), digits), minor);
    }),
  );
});
