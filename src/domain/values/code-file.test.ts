import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodeFileLook } from './code-file.ts';

function doubtsIn(codes: readonly string[], headerSaid = false): [string, readonly string[]][] {
  const look = new CodeFileLook();
  for (const [at, code] of codes.entries()) look.add(at + 1, code);
  return look.end(headerSaid).doubts.map(({ kind, samples }) => [kind, samples]);
}

const plain = ['KX-0017', 'KX-0041', 'KX-0105', 'KX-0230'];

test('codes that are made alike raise no question, random ones neither', () => {
  assert.deepEqual(doubtsIn(plain), []);
  assert.deepEqual(doubtsIn(['A7F9K2', '77AB12', 'QWERTY', '8HJ2KL', 'ZXCVBN', 'M4N5P6']), []);
  assert.deepEqual(doubtsIn(Array.from({ length: 120 }, (_, at) => `S-${at + 1}`)), []);
});

test('a header in any language, a title and a total are asked about', () => {
  for (const header of ['Gutschein-Code', 'Code promo', 'Kod', 'Report of vouchers'])
    assert.deepEqual(doubtsIn([header, ...plain]), [['header', [header]]], header);
  assert.deepEqual(doubtsIn(['Gutscheincode', '001234560001']), [['header', ['Gutscheincode']]]);
  assert.deepEqual(doubtsIn([...plain, 'Total']), [['unlike', ['Total']]]);
  assert.deepEqual(doubtsIn(['AA-81', 'AA-47', 'Summe']), [['unlike', ['Summe']]]);
  assert.deepEqual(doubtsIn([...plain, '(2 rows affected)']), [['unlike', ['(2 rows affected)']]]);
  // However few the codes are, and with digits in the words.
  const words = ['10% off', '(2 rows affected)'];
  assert.deepEqual(doubtsIn(['AX-1', 'AX-2', '(2 rows affected)']), [['unlike', [words[1]]]]);
  assert.deepEqual(doubtsIn(['10% off', 'AX-1', 'AX-2', '(2 rows affected)'], true), [
    ['unlike', words],
  ]);
  assert.deepEqual(doubtsIn(['AX 01', 'AX 02', 'AX 07']), []);
});

test('a single word may be a header; with a digit it is a code', () => {
  assert.deepEqual(doubtsIn(['Codes']), [['header', ['Codes']]]);
  assert.deepEqual(doubtsIn(['MUG-1']), []);
  assert.deepEqual(doubtsIn(['FREECOFFEE'], true), []);
});

test('what a spreadsheet has done to numbers is named', () => {
  assert.deepEqual(doubtsIn(['4,01235E+12', '4,01236E+12'])[0]?.[0], 'spreadsheet');
  assert.deepEqual(doubtsIn(["'009990", "'009991"])[0]?.[0], 'spreadsheet');
  assert.deepEqual(doubtsIn(['1.234.567.000', '9.234.517.001'])[0]?.[0], 'thousands');
  const cut = ['481216230023', '733412120001', '12345600', '992288001277'];
  assert.deepEqual(doubtsIn(cut), [['zeros', ['12345600']]]);
});

test('the number of the line is no code', () => {
  const numbers = Array.from({ length: 20 }, (_, at) => String(at + 1));
  assert.ok(doubtsIn(numbers).some(([kind]) => kind === 'counting'));
});

test('one code of another length among fifty is told with its line', () => {
  const codes = Array.from(
    { length: 50 },
    (_, at) => `SAVE${String((at * 7_919) % 10_000).padStart(4, '0')}A`,
  );
  assert.deepEqual(doubtsIn([...codes, 'SAVE12A']), [['unlike', ['SAVE12A']]]);
});
