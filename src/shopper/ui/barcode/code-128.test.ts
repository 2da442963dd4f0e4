import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { runnerImport } from 'vite';

let code128: (digits: string) => string;
before(async () => {
  // Through Vite, like the server build: jsbarcode's sources import each other without an extension, which plain Node
  // does not resolve.
  const { module } = await runnerImport<{ code128: typeof code128 }>(
    fileURLToPath(new URL('./code-128.ts', import.meta.url)),
    { environments: { inline: { resolve: { noExternal: ['jsbarcode'] } } } },
  );
  ({ code128 } = module);
});

// The standard's own table, typed from it and not from JsBarcode: for each value the widths of bar, space, bar, space,
// bar, space. 103 to 105 start sets A, B and C.
const WIDTHS = `
  212222 222122 222221 121223 121322 131222 122213 122312 132212 221213
  221312 231212 112232 122132 122231 113222 123122 123221 223211 221132
  221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
  212123 212321 232121 111323 131123 131321 112313 132113 132311 211313
  231113 231311 112133 112331 132131 113123 113321 133121 313121 211331
  231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
  314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
  112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
  111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
  214121 412121 111143 111341 131141 114113 114311 411113 411311 113141
  114131 311141 411131 211412 211214 211232`
  .trim()
  .split(/\s+/);
const START_C = 105;
const STOP = '2331112';

const bitsOf = (widths: string) =>
  [...widths].map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(Number(width))).join('');

/** Reads bars as a scanner does: start, characters, check character, stop. */
function read(bars: string): string {
  const characters = bars.slice(0, -13).match(/.{11}/g) ?? [];
  const [start, ...values] = characters.map((bits) => WIDTHS.map(bitsOf).indexOf(bits));
  const check = values.pop();
  assert.equal(start, START_C);
  assert.equal(check, values.reduce((sum, value, at) => sum + value * (at + 1), START_C) % 103);
  assert.equal(bars.slice(-13), bitsOf(STOP));
  return values.map((value) => String(value).padStart(2, '0')).join('');
}

describe('code128', () => {
  test('the table the tests judge by is sound', () => {
    assert.equal(new Set(WIDTHS).size, 106);
    for (const widths of WIDTHS) assert.equal(bitsOf(widths).length, 11);
  });

  test('draws 123456789012 bit for bit', () => {
    // Check: 105 + 1·12 + 2·34 + 3·56 + 4·78 + 5·90 + 6·12 = 1187 = 11·103 + 54.
    const values = [START_C, 12, 34, 56, 78, 90, 12, 54];
    const expected = values.map((value) => bitsOf(WIDTHS[value] ?? '')).join('') + bitsOf(STOP);
    assert.equal(code128('123456789012'), expected);
    assert.equal(
      expected,
      '11010011100101100111001000101100011100010110110000101001101111011010110011100111010110001100011101011',
    );
  });

  test('draws a pass bit for bit', () => {
    // Check: 105 + 1·14 + 2·82 + 3·1 + 4·63 + 5·57 + 6·7 + 7·1 + 8·23 + 9·45 + 10·67 + 11·75 = 2956 = 28·103 + 72.
    const values = [START_C, 14, 82, 1, 63, 57, 7, 1, 23, 45, 67, 75, 72];
    const expected = values.map((value) => bitsOf(WIDTHS[value] ?? '')).join('') + bitsOf(STOP);
    assert.equal(code128('1482016357070123456775'), expected);
    assert.equal(
      expected,
      '110100111001001100111010010011110110011011001010011000011101101000100110001001' +
        '100110110011101101110101110110001000010110011000010010100110000101100011101011',
    );
  });

  test('draws twelve zeros bit for bit, the check character being 2', () => {
    const pairs = '11011001100'.repeat(6);
    assert.equal(code128('000000000000'), `11010011100${pairs}110011001101100011101011`);
  });

  test('is 101 modules long, starts and ends with a bar, and reads back for any digits', () => {
    const digits = fc.stringMatching(/^[0-9]{12}$/);
    fc.assert(
      fc.property(digits, (code) => {
        const bars = code128(code);
        assert.match(bars, /^1[01]{99}1$/);
        assert.equal(read(bars), code);
      }),
    );
  });

  test('a membership number’s ten digits read back too, in 90 modules', () => {
    const bars = code128('4820163573');
    assert.match(bars, /^1[01]{88}1$/);
    assert.equal(read(bars), '4820163573');
  });

  test('a pass’s twenty-two digits read back too, in 156 modules', () => {
    const digits = fc.stringMatching(/^[0-9]{22}$/);
    fc.assert(
      fc.property(digits, (pass) => {
        const bars = code128(pass);
        assert.match(bars, /^1[01]{154}1$/);
        assert.equal(read(bars), pass);
      }),
    );
  });

  for (const wrong of [
    '',
    '12345678901',
    '1234567890123',
    '12345678901a',
    '1234 5678 90',
    '١٢٣٤٥٦٧٨٩٠١٢',
  ])
    test(`refuses "${wrong}"`, () => assert.throws(() => code128(wrong), /even count/));
});
