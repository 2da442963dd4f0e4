import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

// Its own file; by default it would load it from a content network.
const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readFileSync(wasm)).buffer } });

/** What a reader says about each QR code on a page, printed on black, with only its own white around it. */
export async function readPrinted(page: string): Promise<(string | undefined)[]> {
  const drawings = page.match(/<svg class="qr".*?<\/svg>/gs) ?? [];
  return Promise.all(
    drawings.map(async (drawing) => {
      const svg = drawing.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
      const picture = await sharp(Buffer.from(svg), { density: 200 })
        .extend({ top: 40, bottom: 40, left: 40, right: 40, background: '#000' })
        .png()
        .toBuffer();
      const [found] = await readBarcodes(Uint8Array.from(picture), { formats: ['QRCode'] });
      return found?.text;
    }),
  );
}
