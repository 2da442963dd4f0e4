import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainNumber } from './latin-digits.ts';
import { readAmount } from './typed-amount.ts';

test('an amount is read as it is typed on any keyboard', () => {
  for (const typed of ['12.99', ' 12,99 ', '١٢٫٩٩']) assert.equal(readAmount(typed, 'EUR'), 1299);
  assert.equal(readAmount('12', 'EUR'), 1200);
  assert.equal(readAmount('12.5', 'EUR'), 1250);
  assert.equal(readAmount('1200', 'JPY'), 1200);
  assert.equal(readAmount('1.234', 'KWD'), 1234);
});

test('a number is plain in whatever digits it was typed; what is none stays', () => {
  assert.deepEqual(['٦٠', ' ١٢٫٥٠٠ ', '1,5', '−3', 'sixty'].map(plainNumber), [
    '60',
    '12.500',
    '1.5',
    '−3',
    'sixty',
  ]);
});

test('what could be misread is no amount', () => {
  for (const typed of ['', 'abc', '-5', '1.299', '1,299.00', '12.999', '1e3', '12 99'])
    assert.equal(readAmount(typed, 'EUR'), null, typed);
  assert.equal(readAmount('12.5', 'JPY'), null);
});
