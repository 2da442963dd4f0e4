import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import { readNumberScan } from './member-payload.ts';
import { membershipNumberOf } from './membership-number.ts';

const number = '4820163573';
const code = `40712295338${checkDigitOf('40712295338')}`;

test('ten right digits are a member’s number, whatever a scanner or fingers put around them', () => {
  for (const scanned of [
    number,
    `]C0${number}`,
    `]Q1${number}\r\n`,
    `*${number}*`,
    `~${number}#`,
    number + number,
    number.replace(/(..)(....)(....)/, '$1 $2-$3'),
    [...number].map((digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]).join(''),
  ])
    assert.deepEqual(readNumberScan(scanned), { number, row: null }, scanned);
});

test('another keyboard’s signs are read, and its name told', () => {
  const french = [...number].map((digit) => 'à&é"\'(-è_ç'[Number(digit)]).join('');
  assert.deepEqual(readNumberScan(french), { number, row: 'french' });
});

test('a voucher, a slip and anything else are no number', () => {
  const slip = number.replace(/^./, '5');
  for (const other of [code, slip, '', 'HELLO', '4006381333931', '12345'])
    assert.equal(readNumberScan(other), null, other);
});

test('signs that are two members’ numbers in two layouts are nobody’s, and all others are what was meant', () => {
  const [german, american] = ['!"§$%&/()=', '!@#$%^&*()'];
  const typed = (digits: string, signs: string) =>
    [...digits].map((digit) => signs[(Number(digit) + 9) % 10]).join('');
  const seen = { meant: 0, ambiguous: 0 };
  for (let body = 100_000_000; body < 1_000_000_000; body += 133_337) {
    const digits = membershipNumberOf(String(body));
    for (const signs of [german, american]) {
      const scan = readNumberScan(typed(digits, signs));
      if (scan === 'ambiguous') seen.ambiguous += 1;
      else if (scan?.number === digits) seen.meant += 1;
      else assert.fail(`${digits} is read as ${scan?.number}`);
    }
  }
  assert.ok(seen.ambiguous > 0 && seen.ambiguous * 100 < seen.meant, JSON.stringify(seen));
});
