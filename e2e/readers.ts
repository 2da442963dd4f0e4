import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scanGrayBuffer } from '@undecaf/zbar-wasm';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

// Two readers that share no code: what both read, a till's scanner reads as well.

export type Symbology = 'code-128' | 'qr';

// Its own file instead of the content network it would ask by default.
const wasm = readFileSync(
  fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')),
);
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });

/** The texts of all codes of `symbology` that zbar finds in a picture (PNG, JPEG …). */
export async function readWithZbar(picture: Buffer, symbology: Symbology): Promise<string[]> {
  const { data, width, height } = await greyPixels(picture);
  const found = await scanGrayBuffer(Uint8Array.from(data).buffer, width, height);
  const name = symbology === 'qr' ? 'ZBAR_QRCODE' : 'ZBAR_CODE128';
  return found.filter((symbol) => symbol.typeName === name).map((symbol) => symbol.decode());
}

/** The texts of all codes of `symbology` that zxing finds in a picture (PNG, JPEG …). */
export async function readWithZxing(picture: Buffer, symbology: Symbology): Promise<string[]> {
  const format = symbology === 'qr' ? 'QRCode' : 'Code128';
  const found = await readBarcodes(Uint8Array.from(picture), { formats: [format] });
  return found.filter((symbol) => symbol.isValid).map((symbol) => symbol.text);
}

/** A picture's brightness, a byte a pixel, row by row: 0 black, 255 white. */
export async function greyPixels(picture: Buffer) {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
