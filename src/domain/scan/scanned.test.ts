import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passText } from './pass-payload.ts';
import { readScanned } from './scanned.ts';
import { plainProfile } from './scanner-profile.ts';
import { voucherCodeFrom } from './voucher-code.ts';

const code = voucherCodeFrom(Uint8Array.of(0, 0, 0, 1, 2, 3, 4, 5));
const number = '4820163573';
const pass = { number, slot: 3, value: '12345678' };
const wrong = (digits: string): string => digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10);
const kindOf = (text: string) => readScanned(text, [plainProfile]).kind;

test('what was scanned has one name, whoever asks', () => {
  assert.deepEqual([passText(pass), number, code, '4006381333931', 'SUMMER-10'].map(kindOf), [
    'pass',
    'number',
    'code',
    'foreign',
    'foreign',
  ]);
});

test('what is nearly one of ours is called damaged, by its own name', () => {
  assert.deepEqual([wrong(passText(pass)), wrong(number), wrong(code)].map(kindOf), [
    'damaged-pass',
    'damaged-number',
    'damaged-code',
  ]);
});

test('a scanner that types twice, or ends with Enter, changes no name', () => {
  for (const text of [passText(pass), number, code]) {
    assert.equal(kindOf(`${text}\r`), kindOf(text), text);
    assert.equal(kindOf(text + text), kindOf(text), text);
  }
});

test('twelve digits as they are come first of all that a store’s bars could mean', () => {
  const scanned = readScanned(code, [{ ...plainProfile, symbology: 'ean-13', prefix: '27' }]);
  assert.equal(scanned.kind, 'code');
  const [first, ...others] = scanned.kind === 'code' ? scanned.readings : [];
  assert.deepEqual([first, others.length], [{ kind: 'full', code }, 0]);
});

test('a number of a keyboard of another country says which keyboard that is', () => {
  // What a scanner set to a French keyboard types for 4820163573.
  const scanned = readScanned('\'_éà&-"(è"', [plainProfile]);
  assert.equal(scanned.kind, 'number');
  assert.ok(scanned.kind === 'number' && scanned.row !== null);
});
