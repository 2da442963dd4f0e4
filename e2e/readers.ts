import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scanGrayBuffer } from '@undecaf/zbar-wasm';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { zxingFormats } from '#contract/zxing-formats.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';

// Two readers that share no code: what both read, a till's scanner reads as well.

// Its own file instead of the content network it would ask by default.
const wasm = readFileSync(
  fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')),
);
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });

const zbarNames: Partial<Record<Symbology, string>> = {
  'code-128': 'ZBAR_CODE128',
  'ean-13': 'ZBAR_EAN13',
  'gs1-128': 'ZBAR_CODE128',
  itf: 'ZBAR_I25',
  'code-39': 'ZBAR_CODE39',
  qr: 'ZBAR_QRCODE',
};

/** Zbar knows bars and QR codes only. */
export const isReadByZbar = (symbology: Symbology): boolean => symbology in zbarNames;

/** The texts of all codes of `symbology` that zbar finds in a picture (PNG, JPEG …). */
export async function readWithZbar(picture: Buffer, symbology: Symbology): Promise<string[]> {
  const name = zbarNames[symbology];
  const found = await scanWithZbar(picture);
  return found.filter((symbol) => symbol.typeName === name).map((symbol) => symbol.decode());
}

/** The texts of all that zbar finds, as a till reads that does not know what it will be shown. */
export async function readAllWithZbar(picture: Buffer): Promise<string[]> {
  const found = await scanWithZbar(picture);
  return found.map((symbol) => symbol.decode());
}

async function scanWithZbar(picture: Buffer) {
  const { data, width, height } = await greyPixels(picture);
  return scanGrayBuffer(Uint8Array.from(data).buffer, width, height);
}

/** The texts of all codes of `symbology` that zxing finds in a picture (PNG, JPEG …). */
export const readWithZxing = (picture: Buffer, symbology: Symbology): Promise<string[]> =>
  readAllWithZxing(picture, [symbology]);

/** The same of several symbologies. @param lines of bars that must say the same */
export async function readAllWithZxing(
  picture: Buffer,
  symbologies: readonly Symbology[],
  lines = 2,
): Promise<string[]> {
  const found = await readBarcodes(Uint8Array.from(picture), {
    formats: symbologies.map((symbology) => zxingFormats[symbology]),
    textMode: 'Plain',
    minLineCount: lines,
  });
  return found.filter((symbol) => symbol.isValid).map((symbol) => symbol.text);
}

type Grey = ReturnType<typeof greyOf>;
const known = new WeakMap<Buffer, Grey>();

/**
 * A picture's (or its file's) brightness, a byte a pixel, row by row: 0 black, 255 white. One picture is read by several, and
 * nobody changes the pixels.
 */
export function greyPixels(picture: Buffer | string): Grey {
  if (typeof picture === 'string') return greyOf(picture);
  const grey = known.get(picture) ?? greyOf(picture);
  known.set(picture, grey);
  return grey;
}

async function greyOf(picture: Buffer | string) {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#fff' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
