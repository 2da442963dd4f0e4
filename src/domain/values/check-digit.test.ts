import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkDigitOf, hasRightCheckDigit } from './check-digit.ts';

const anyDigits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((d) => d.join(''));

const withCheck = (digits: string): string => digits + checkDigitOf(digits);
const replaced = (digits: string, index: number, digit: string): string =>
  digits.slice(0, index) + digit + digits.slice(index + 1);
const swapped = (digits: string, index: number): string =>
  digits.slice(0, index) + digits[index + 1] + digits[index] + digits.slice(index + 2);

test('the example of ISO/IEC 7064, MOD 11,10, comes out as the standard says', () => {
  assert.equal(checkDigitOf('0794'), '5');
});

test('every digit of every number has exactly one right check digit', () => {
  for (let n = 0; n < 10_000; n++) {
    const digits = String(n).padStart(4, '0');
    const right = [...'0123456789'].filter((check) => hasRightCheckDigit(digits + check));
    assert.deepEqual(right, [checkDigitOf(digits)]);
  }
});

test('every wrong digit of every number of five digits is caught', () => {
  let caught = 0;
  for (let n = 0; n < 10_000; n++) {
    const right = withCheck(String(n).padStart(4, '0'));
    for (let index = 0; index < right.length; index++) {
      for (const digit of '0123456789') {
        if (digit === right[index]) continue;
        assert.equal(hasRightCheckDigit(replaced(right, index, digit)), false, right);
        caught += 1;
      }
    }
  }
  assert.equal(caught, 10_000 * 5 * 9);
});

test('every wrong digit of a voucher code’s twelve is caught', () => {
  fc.assert(
    fc.property(
      anyDigits(11),
      fc.nat({ max: 11 }),
      fc.integer({ min: 1, max: 9 }),
      (body, index, by) => {
        const right = withCheck(body);
        const digit = String((Number(right[index]) + by) % 10);
        assert.equal(hasRightCheckDigit(replaced(right, index, digit)), false);
      },
    ),
  );
});

test('of all swapped neighbours in numbers of five digits, 97.8 % are caught', () => {
  let [all, missed] = [0, 0];
  for (let n = 0; n < 10_000; n++) {
    const right = withCheck(String(n).padStart(4, '0'));
    for (let index = 0; index + 1 < right.length; index++) {
      if (right[index] === right[index + 1]) continue;
      all += 1;
      if (hasRightCheckDigit(swapped(right, index))) missed += 1;
    }
  }
  assert.deepEqual({ all, missed }, { all: 36_000, missed: 800 });
});

test('what is not made of digits is no number with a check digit, and to ask for one is a bug', () => {
  for (const text of ['', '5', 'a5', '12 3', '-15', '٠٧٩٤٥', '1.5']) {
    assert.equal(hasRightCheckDigit(text), false, text);
  }
  for (const text of ['', 'a', ' 1', '٠']) assert.throws(() => checkDigitOf(text), RangeError);
});
