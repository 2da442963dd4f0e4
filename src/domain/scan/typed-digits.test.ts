import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedDigits } from './typed-digits.ts';

test('digits lose what stands between their groups and become Latin', () => {
  for (const text of [
    '123 456',
    '123-456',
    '١٢٣ ٤٥٦',
    '۱۲۳۴۵۶',
    '１２３４５６',
    '\u200f123.456\n',
  ]) {
    assert.equal(typedDigits(text), '123456', text);
  }
});

test('what is no digit stays, so that it can be refused', () => {
  for (const text of ['', '12a456', '12,456', '+123', '१२३']) {
    assert.equal(typedDigits(text), text);
  }
});

test('a number as long as a novel is cut short', () => {
  assert.equal(typedDigits('7'.repeat(1_000_000)).length, 256);
});
