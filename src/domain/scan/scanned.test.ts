import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keyboardRows } from './keyboard-row.ts';
import { isMembershipNumber } from './membership-number.ts';
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

/** Digits as a scanner's keyboard layout makes them come out. */
const typedIn = (signs: string, digits: string): string =>
  [...digits].map((digit) => [...signs][(Number(digit) + 9) % 10]).join('');

const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 });

test('each voucher is read in each keyboard layout, whatever its digits are', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const one = voucherCodeFrom(random);
      for (const [row, signs] of keyboardRows) {
        const scanned = readScanned(typedIn(signs, one), []);
        const codes = scanned.kind === 'code' ? [...scanned.readings].map((read) => read.code) : [];
        assert.ok(codes.includes(one), `${one} in ${row}: ${JSON.stringify(scanned)}`);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a six is a dash on a French keyboard, and no voucher with two of them is a member’s number', () => {
  for (const digits of ['026493922967', '879153119308', '026999394770'])
    assert.notEqual(readScanned(typedIn('&é"\'(-è_çà', digits), []).kind, 'number', digits);
  assert.ok(isMembershipNumber('0249392297'), 'the first without its sixes');
});
