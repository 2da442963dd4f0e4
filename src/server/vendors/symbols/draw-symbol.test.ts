import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { zxingFormats } from '#contract/zxing-formats.ts';
import { payloadOf } from '#domain/scan/scanner-payload.ts';
import { plainProfile, type Symbology, symbologies } from '#domain/scan/scanner-profile.ts';
import { shortCodeFrom } from '#domain/scan/short-code.ts';
import { code39Characters } from '#domain/scan/symbology.ts';
import { voucherCodeFrom } from '#domain/scan/voucher-code.ts';
import { drawSymbol } from './draw-symbol.ts';

const barsOf = async (symbology: Symbology, text: string): Promise<string> => {
  const { rows } = await drawSymbol(symbology, text);
  assert.equal(rows.length, 1);
  return rows[0] ?? '';
};
/** Bars and spaces from their widths, as in the standards' tables. */
const bitsOf = (widths: string): string =>
  [...widths].map((width, at) => (at % 2 === 0 ? '1' : '0').repeat(Number(width))).join('');

describe('bars are those of the standards, bit for bit', () => {
  test('EAN-13 (ISO/IEC 15420): 4006381333931', async () => {
    const a = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011';
    const setA = a.split(' ');
    const setC = setA.map((bits) => bits.replace(/./g, (bit) => (bit === '0' ? '1' : '0')));
    const setB = setC.map((bits) => [...bits].reverse().join(''));
    // The first digit, 4, is in the sets of the left half: A B A A B B.
    const left = [...'006381'].map(
      (digit, at) => ('ABAABB'[at] === 'A' ? setA : setB)[Number(digit)],
    );
    const right = [...'333931'].map((digit) => setC[Number(digit)]);
    const expected = ['101', ...left, '01010', ...right, '101'].join('');
    assert.equal(await barsOf('ean-13', '4006381333931'), expected);
  });

  test('ITF (ISO/IEC 16390): 407122953386, wide elements of three modules', async () => {
    const digits = 'nnwwn wnnnw nwnnw wwnnn nnwnw wnwnn nwwnn nnnww wnnwn nwnwn'.split(' ');
    const widthOf = (element: string | undefined) => (element === 'w' ? 3 : 1);
    const pairs = '407122953386'.match(/../g) ?? [];
    const widths = pairs.flatMap((pair) => {
      const [bars = '', spaces = ''] = [...pair].map((digit) => digits[Number(digit)]);
      return [...bars].flatMap((bar, at) => [widthOf(bar), widthOf(spaces[at])]);
    });
    assert.equal(await barsOf('itf', '407122953386'), bitsOf(`1111${widths.join('')}311`));
  });

  test('Code 39 (ISO/IEC 16388): A7, wide elements of two modules', async () => {
    // Bar, space, bar … of *, A, 7, *, a narrow space between them.
    const star = '121121211';
    const expected = [star, '211112112', '111211212', star].map(bitsOf).join('0');
    assert.equal(await barsOf('code-39', 'A7'), expected);
  });

  test('GS1-128: start C, FNC1 and the pairs of 99407122953386', async () => {
    const values = [105, 102, 99, 40, 71, 22, 95, 33, 86];
    const check = values.reduce((sum, value, at) => sum + value * Math.max(1, at), 0) % 103;
    const bars = await barsOf('gs1-128', '99407122953386');
    assert.equal(bars.length, 11 * 10 + 13);
    assert.equal(bars.slice(0, 11), bitsOf('211232'), 'start C');
    assert.equal(bars.slice(11, 22), bitsOf('411131'), 'FNC1');
    // The check character holds FNC1 and every pair: 105 + 1·102 + 2·99 + 3·40 + … + 8·86 = 2408.
    assert.equal(check, 2408 % 103);
    assert.equal(bars.slice(-24, -13), bitsOf('211313'), `value ${check}`);
  });

  test('Code 128 of twelve digits is the one that phones draw', async () => {
    const bars =
      '11010011100101100111001000101100011100010110110000101001101111011010110011100111010110001100011101011';
    assert.equal(await barsOf('code-128', '123456789012'), bars);
  });
});

// Its own file; by default it would load it from a content network.
const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } });

/** What a reader says about the drawing, with no more white around it than the drawing asks for. */
async function read(symbology: Symbology, text: string) {
  const { rows, quiet } = await drawSymbol(symbology, text);
  const [columns, scale] = [rows[0]?.length ?? 0, 3];
  const tall = rows.length === 1 ? 20 : 1;
  const pixels = rows.flatMap((row) => {
    const line = [...row].flatMap((bit) => Array<number>(scale).fill(bit === '1' ? 0 : 255));
    return Array<number[]>(tall * scale)
      .fill(line)
      .flat();
  });
  const raw = { width: columns * scale, height: rows.length * tall * scale, channels: 1 } as const;
  const around = quiet * scale;
  const picture = await sharp(Buffer.from(pixels), { raw })
    .extend({ top: around, bottom: around, left: around, right: around, background: '#fff' })
    .png()
    .toBuffer();
  const [found] = await readBarcodes(Uint8Array.from(picture), {
    formats: [zxingFormats[symbology]],
    tryHarder: true,
  });
  return found && { text: found.text, identifier: found.symbologyIdentifier };
}

const prefixes: Partial<Record<Symbology, string>> = { 'ean-13': '27', 'code-39': 'V-' };
const identifiers: Partial<Record<Symbology, string>> = { 'gs1-128': ']C1', 'ean-13': ']E0' };

describe('a reader reads what was drawn', () => {
  for (const symbology of symbologies)
    test(`${symbology}, of any voucher`, async () => {
      const profile = { ...plainProfile, symbology, prefix: prefixes[symbology] ?? '' };
      const seed = fc.uint8Array({ minLength: 8, maxLength: 8 });
      const readable = fc.asyncProperty(seed, async (bytes) => {
        const names = { code: voucherCodeFrom(bytes), short: shortCodeFrom(bytes) };
        const text = payloadOf(profile, names) ?? '';
        const found = await read(symbology, text);
        assert.equal(found?.text.replace(/^\((99)\)/, '$1'), text);
        const identifier = identifiers[symbology];
        if (identifier) assert.equal(found?.identifier, identifier);
      });
      await fc.assert(readable, { numRuns: 15 });
    });

  test('letters where a pool’s code has them', async () => {
    for (const symbology of symbologies) {
      if (symbology === 'ean-13' || symbology === 'itf') continue;
      const text = symbology === 'gs1-128' ? '99SAVE-10' : 'SAVE-10';
      assert.equal((await read(symbology, text))?.text.replace('(99)', '99'), text, symbology);
    }
  });
});

test('what a symbology can’t carry is not drawn', async () => {
  for (const [symbology, text] of [
    ['ean-13', '4006381333932'],
    ['itf', '123'],
    ['code-39', 'small'],
    ['gs1-128', '9'],
    ['qr', 'عضو'],
    ['code-128', ''],
  ] as const)
    await assert.rejects(drawSymbol(symbology, text), RangeError, `${symbology} ${text}`);
});

test('every character of Code 39 is drawn', async () => {
  // A digit follows: with some letters the reader would take the two for one sign of the extended set.
  for (const character of code39Characters.replace(' ', ''))
    assert.equal((await read('code-39', `A${character}1`))?.text, `A${character}1`);
});
