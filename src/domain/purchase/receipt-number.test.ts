import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReceiptNumber } from './receipt-number.ts';

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
