import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeBrandColour, judgeCurrency, judgeName, judgePurchase } from './answers.ts';

test('a name is one line that people can see', () => {
  assert.deepEqual(judgeName('  Alder & Rye '), { answer: 'Alder & Rye' });
  assert.deepEqual(judgeName('متجر 👗'), { answer: 'متجر 👗' });
  assert.deepEqual(judgeName(' \u200b '), { fault: 'empty' });
  assert.deepEqual(judgeName('x'.repeat(41)), { fault: 'long' });
  assert.deepEqual(judgeName('two\nlines'), { fault: 'hidden' });
  assert.deepEqual(judgeName('left \u202eright'), { fault: 'hidden' });
});

test('a brand’s colour is one, and can be seen on white', () => {
  assert.deepEqual(judgeBrandColour(' #5A2040 '), { answer: '#5a2040' });
  assert.deepEqual(judgeBrandColour('red'), { fault: 'colour' });
  assert.deepEqual(judgeBrandColour('#fefefe'), { fault: 'pale' });
});

test('a usual purchase is an amount of its currency', () => {
  assert.deepEqual(judgeCurrency('XXX'), { fault: 'currency' });
  assert.deepEqual(judgePurchase('8', 'EUR'), { answer: 800 });
  for (const typed of ['20.500', '٢٠٫٥٠٠', '۲۰٫۵', ' 20,5 ']) {
    assert.deepEqual(judgePurchase(typed, 'KWD'), { answer: 20_500 });
  }
  assert.deepEqual(judgePurchase('1.999', 'EUR'), { fault: 'amount' });
  assert.deepEqual(judgePurchase('0', 'EUR'), { fault: 'amount' });
  assert.deepEqual(judgePurchase('1000000000', 'EUR'), { fault: 'amount' });
});
