import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import { readNumberScan } from './member-payload.ts';

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
