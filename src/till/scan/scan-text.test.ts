import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import { voucherCodeFrom } from '#domain/scan/voucher-code.ts';
import { isOurs, readScanText } from './scan-text.ts';

const readScan = (raw: string) => readScanText(raw, plainProfile);
const code = voucherCodeFrom(Uint8Array.of(7, 1, 9, 4, 0, 6, 2, 8));
const typedOn = (row: string) =>
  [...code].map((digit) => [...row][(Number(digit) + 9) % 10]).join('');

test('a clean scan stays as it is', () => {
  assert.deepEqual(readScan(code), { text: code, otherLayout: false });
});

test('groups as people type them come together', () => {
  const typed = `${code.slice(0, 4)} ${code.slice(4, 8)}-${code.slice(8)}`;
  assert.deepEqual(readScan(typed), { text: code, otherLayout: false });
});

test('a scanner’s prefix and suffix come off', () => {
  for (const around of [
    `]C0${code}`,
    `]Q1${code}`,
    `~${code}#`,
    `S/${code}\n`,
    `\u0002${code}\u0003`,
  ])
    assert.deepEqual(readScan(around), { text: code, otherLayout: false });
});

test('digits typed on a French keyboard are recognised, and said so', () => {
  assert.deepEqual(readScan(typedOn('&é"\'(-è_çà')), { text: code, otherLayout: true });
});

test('digits typed with Shift held, or on a Czech keyboard, are recognised', () => {
  for (const row of ['!@#$%^&*()', '!"£$%^&*()', '!"§$%&/()=', '+ěščřžýáíé'])
    assert.deepEqual(readScan(typedOn(row)), { text: code, otherLayout: true }, row);
});

test('a French scan with a wrong digit is left for the server, which calls it damaged', () => {
  const wrong = (Number(code[11]) + 1) % 10;
  const signs = [...'à&é"\'(-è_ç'];
  const shifted = typedOn('&é"\'(-è_çà').slice(0, 11) + signs[wrong];
  assert.deepEqual(readScan(shifted), { text: shifted, otherLayout: true });
});

test('bars of the store’s own are left for the server too, and known for ours', () => {
  const ean = { ...plainProfile, symbology: 'ean-13', prefix: '27' } as const;
  assert.deepEqual(readScanText('2723456789012\r', ean), {
    text: '2723456789012',
    otherLayout: false,
  });
  assert.ok(isOurs('2723456789012', ean) && isOurs(code, ean));
  assert.ok(isOurs('4820163573', ean), 'a membership number');
  assert.ok(!isOurs('4006381333931', ean) && !isOurs('2723456789012', plainProfile));
});

test('what is not ours is left for the server to judge', () => {
  for (const foreign of ['4006381333931', 'https://example.com/menu', 'ABC-123', '&&&', ''])
    assert.deepEqual(readScan(foreign), { text: foreign, otherLayout: false });
});
