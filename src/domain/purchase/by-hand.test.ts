import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldReceipt, secondPersonAbove } from './by-hand.ts';

test('fingers write one receipt in many ways', () => {
  for (const spelling of ['R 0042', 'r0042', ' r 0 0 4 2 ', 'Ｒ0042', 'R\u00a00042']) {
    assert.equal(foldReceipt(spelling), 'R0042', spelling);
  }
  for (const spelling of ['42', '0042', '00 42']) assert.equal(foldReceipt(spelling), '42');
  assert.equal(foldReceipt('000'), '0');
});

test('two receipts stay two', () => {
  const apart = ['1-23', '12-3', '123', '420', 'R42', 'R420', 'R042'];
  assert.equal(new Set(apart.map(foldReceipt)).size, apart.length);
});

test('a second person agrees above the amount, whichever purchase reaches it', () => {
  const program = { currency: 'EUR', secondPersonAboveMinor: 20_000 };
  assert.equal(secondPersonAbove(program, { before: 0, minor: 20_000 }), null);
  assert.equal(secondPersonAbove(program, { before: 0, minor: 20_001 }), 20_000);
  assert.equal(secondPersonAbove(program, { before: 19_000, minor: 1_001 }), 20_000);
  assert.equal(secondPersonAbove({ currency: 'EUR' }, { before: 0, minor: 100_000 }), null);
  assert.equal(secondPersonAbove({ currency: 'EUR' }, { before: 0, minor: 100_001 }), 100_000);
  assert.equal(secondPersonAbove({ currency: 'HUF' }, { before: 0, minor: 1_249_000 }), null);
});
