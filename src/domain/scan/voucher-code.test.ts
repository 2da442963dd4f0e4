import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import { isMembershipNumber, membershipNumberFrom } from './membership-number.ts';
import { inGroups, readVoucherCode, voucherCodeFrom } from './voucher-code.ts';

const anyBytes = fc.uint8Array({ minLength: 8, maxLength: 32 });
const code = voucherCodeFrom(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]));
const groups = inGroups(code);
const inDigits = (zero: number) =>
  code.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

test('every code made of any bytes is twelve digits that are read back as themselves', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const made = voucherCodeFrom(bytes);
      assert.match(made, /^\d{12}$/);
      assert.equal(readVoucherCode(made), made);
    }),
  );
});

test('codes may begin with a zero, and are no shorter for it', () => {
  assert.equal(
    voucherCodeFrom(new Uint8Array(8)),
    `${'0'.repeat(11)}${checkDigitOf('0'.repeat(11))}`,
  );
});

test('too few bytes for a code or a number are a bug', () => {
  assert.throws(() => voucherCodeFrom(new Uint8Array(7)), RangeError);
  assert.throws(() => membershipNumberFrom(new Uint8Array(5)), RangeError);
});

test('a code stands in groups of four', () => {
  assert.deepEqual(
    groups.map((group) => group.length),
    [4, 4, 4],
  );
  assert.equal(groups.join(''), code);
});

const accepted: Readonly<Record<string, string>> = {
  'as the scanner sends it, with its Enter': `${code}\r\n`,
  'with a Tab for an Enter': `${code}\t`,
  'in groups': groups.join(' '),
  'in groups with dashes': groups.join('-'),
  'in groups with long dashes': groups.join(' – '),
  'in groups with dots': groups.join('.'),
  'in groups with non-breaking spaces': groups.join('\u00a0'),
  'copied from a page with direction marks': `\u2066${groups.join(' ')}\u2069`,
  'with spaces around': `   ${code}  `,
  'in Arabic-Indic digits': inDigits(0x660),
  'in the Persian digits': inDigits(0x6f0),
  'in full-width digits': inDigits(0xff10),
};

for (const [name, text] of Object.entries(accepted)) {
  test(`a code is read ${name}`, () => assert.equal(readVoucherCode(text), code));
}

const refusedAs = (text: string) => {
  const read = readVoucherCode(text);
  return typeof read === 'string' ? 'accepted' : read.key;
};

test('one wrong digit, two swapped ones or one too few are damage, not something foreign', () => {
  const last = (Number(code.at(-1)) + 1) % 10;
  assert.equal(refusedAs(code.slice(0, -1) + last), 'code-damaged');
  assert.equal(refusedAs(code.slice(0, -1)), 'code-damaged');
  assert.equal(refusedAs(code.slice(1)), 'code-damaged');
});

test('whatever else a till may scan is not ours', () => {
  const foreign = {
    'nothing at all': '',
    'spaces only': '   ',
    letters: 'HELLO',
    'a code with a letter in it': `${code.slice(0, 5)}O${code.slice(6)}`,
    'an EAN-13': '4006381333931',
    'an EAN-8': '96385074',
    'a web address': 'https://example.com/P/M1',
    'a code twice': code + code,
    'a negative number': '−123456789012',
    'a decimal with a comma': '123456,789012',
    'dashes only': '------------',
    'a picture': '🎂'.repeat(12),
    'digits of a script that no keyboard of ours types': '१२३४५६७८९०१२',
    'a novel': '9'.repeat(100_000),
  };
  for (const [name, text] of Object.entries(foreign)) {
    assert.equal(refusedAs(text), 'code-not-ours', name);
  }
});

test('whatever text comes, reading it answers and never throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const read = readVoucherCode(text);
      assert.ok(typeof read === 'string' || ['code-damaged', 'code-not-ours'].includes(read.key));
    }),
  );
});

test('a membership number has ten digits, no leading zero, and is never taken for a voucher', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 16 }), (bytes) => {
      const number = membershipNumberFrom(bytes);
      assert.match(number, /^[1-9]\d{9}$/);
      assert.ok(isMembershipNumber(number));
      assert.equal(refusedAs(number), 'code-not-ours');
    }),
  );
});

test('a voucher code, or a membership number with a slip in it, is no membership number', () => {
  const number = membershipNumberFrom(new Uint8Array([9, 8, 7, 6, 5, 4]));
  const slip = String((Number(number[3]) + 1) % 10);
  for (const text of [
    code,
    number.slice(1),
    `${number} `,
    number.slice(0, 3) + slip + number.slice(4),
  ]) {
    assert.equal(isMembershipNumber(text), false, text);
  }
});
