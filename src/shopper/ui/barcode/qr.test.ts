import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { encode } from 'uqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { QR_QUIET, qr } from './qr.ts';

// Its own file; by default it would load it from a content network.
const wasm = readFileSync(
  fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')),
);
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer as ArrayBuffer } });

const PIXELS = 4;

/** A picture of the matrix with its quiet zone, a few pixels for each module. */
function picture(rows: readonly string[]) {
  const width = (rows.length + 2 * QR_QUIET) * PIXELS;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let at = 0; at < width * width; at++) {
    const row = rows[Math.floor(at / width / PIXELS) - QR_QUIET];
    if (row?.[Math.floor((at % width) / PIXELS) - QR_QUIET] === '1')
      data.fill(0, at * 4, at * 4 + 3);
  }
  return { data, width, height: width, colorSpace: 'srgb' as const };
}

/** The standard leaves it open which mask reads best, so each one is compared. */
function uqr(code: string, maskPattern: number): string {
  const { data } = encode(code, { ecc: 'M', boostEcc: true, border: 0, maskPattern });
  return data.map((row) => row.map((black) => (black ? '1' : '0')).join('')).join();
}

describe('qr', () => {
  test('is the smallest QR code, with its three finders and timing lines', () => {
    const rows = qr('123456789012');
    assert.equal(rows.length, 21);
    assert.deepEqual(new Set(rows.map((row) => row.length)), new Set([21]));
    const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111'];
    assert.deepEqual(
      rows.slice(0, 7).map((row) => row.slice(0, 7)),
      finder,
    );
    assert.deepEqual(
      rows.slice(0, 7).map((row) => row.slice(-7)),
      finder,
    );
    assert.deepEqual(
      rows.slice(-7).map((row) => row.slice(0, 7)),
      finder,
    );
    assert.equal(rows[6]?.slice(7, 14), '0101010');
  });

  for (const { what, form, level } of [
    { what: 'a voucher code', form: /^[0-9]{12}$/, level: 'H' },
    { what: 'a pass', form: /^[0-9]{22}$/, level: 'Q' },
  ]) {
    const any = fc.stringMatching(form);

    test(`reads back for any digits of ${what}, numeric, without ECI, corrected at level ${level}`, async () => {
      await fc.assert(
        fc.asyncProperty(any, async (digits) => {
          const [read] = await readBarcodes(picture(qr(digits)), { formats: ['QRCode'] });
          assert.equal(read?.text, digits);
          assert.equal(read.version, '1');
          assert.equal(read.ecLevel, level);
          assert.equal(read.hasECI, false);
          // ]Q1 is a QR code without the ECI protocol; ]Q2 would be one with it.
          assert.equal(read.symbologyIdentifier, ']Q1');
        }),
      );
    });

    test(`is module for module what uqr draws of ${what}, under one of the eight masks`, () => {
      fc.assert(
        fc.property(any, (digits) => {
          const drawn = qr(digits).join();
          const masks = Array.from({ length: 8 }, (_, maskPattern) => uqr(digits, maskPattern));
          assert.ok(masks.includes(drawn));
        }),
      );
    });
  }

  for (const wrong of ['', '12345678901', '1234567890123456', '12345678901a', '1234 5678 9012'])
    test(`refuses "${wrong}"`, () => assert.throws(() => qr(wrong), /twenty-two digits/));
});
