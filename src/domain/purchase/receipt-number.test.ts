import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReceiptNumber, shownReceiptNumber } from './receipt-number.ts';

test('a receipt number typed with Arabic or Persian digits is the same number', () => {
  assert.equal(readReceiptNumber(' ٢٠٢٦/٠٠٤٢ '), '2026/0042');
  assert.equal(readReceiptNumber('A-۱۰۴۲'), 'A-1042');
  assert.equal(readReceiptNumber('2026/0042 B'), '2026/0042 B');
});

test('other letters than those of a POS are not taken', () => {
  for (const typed of ['', '  ', 'أ-12', 'Ä12', '12\u200b', '1\n2']) {
    assert.equal(readReceiptNumber(typed), null, typed);
  }
});

test('what a till’s page writes in place of a number is shown to nobody', () => {
  assert.equal(shownReceiptNumber('page:0f8fad5b-d9cb-469f-a165-70867728950e'), null);
  assert.equal(shownReceiptNumber(null), null);
  for (const number of ['2026/0042', 'page:12']) assert.equal(shownReceiptNumber(number), number);
});
