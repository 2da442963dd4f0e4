import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDigitOf } from './check-digit.ts';
import { readMemberPayload } from './member-payload.ts';

const number = `482016357${checkDigitOf('482016357')}`;
const code = `40712295338${checkDigitOf('40712295338')}`;

test('ten right digits are a member’s number, twelve a voucher’s code', () => {
  assert.deepEqual(readMemberPayload(number), { kind: 'number', number });
  assert.deepEqual(readMemberPayload(code), { kind: 'voucher', code });
});

test('what scanners and fingers add is taken off', () => {
  for (const scanned of [
    `]C0${number}`,
    `]Q1${number}\r\n`,
    `*${number}*`,
    number.replace(/(..)(....)(....)/, '$1 $2 $3'),
    [...number].map((digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]).join(''),
  ])
    assert.deepEqual(readMemberPayload(scanned), { kind: 'number', number }, scanned);
  assert.deepEqual(readMemberPayload(`]C1${code}\t`), { kind: 'voucher', code });
});

test('a slip in either is damage; what is neither is not ours', () => {
  const slip = number.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
  assert.deepEqual(readMemberPayload(slip), { key: 'code-damaged' });
  assert.deepEqual(readMemberPayload(code.slice(1)), { key: 'code-damaged' });
  for (const other of ['', 'HELLO', '4006381333931', '12345'])
    assert.deepEqual(readMemberPayload(other), { key: 'code-not-ours' }, other);
});
