import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import fc from 'fast-check';
import sharp from 'sharp';
import { runnerImport } from 'vite';
import { readWithZbar, readWithZxing } from './readers.ts';
import { test } from './tillpass.ts';

/** A module of Vite's making, as the server build has it. */
async function barcodeModule<Exports>(file: string): Promise<Exports> {
  const url = new URL(`../src/shopper/ui/barcode/${file}`, import.meta.url);
  const { module } = await runnerImport<Exports>(fileURLToPath(url), {
    environments: { inline: { resolve: { noExternal: ['jsbarcode'] } } },
  });
  return module;
}

/** A picture of rows of modules, three pixels a module and with white all around. */
function picture(rows: readonly string[]): Promise<Buffer> {
  const [columns, scale, quiet] = [rows[0]?.length ?? 0, 3, 30];
  const tall = rows.length === 1 ? 60 : scale;
  const pixels = rows.flatMap((row) => {
    const line = [...row].flatMap((bit) => Array<number>(scale).fill(bit === '1' ? 0 : 255));
    return Array<number[]>(tall).fill(line).flat();
  });
  const raw = { width: columns * scale, height: rows.length * tall, channels: 1 } as const;
  return sharp(Buffer.from(pixels), { raw })
    .extend({ top: quiet, bottom: quiet, left: quiet, right: quiet, background: '#fff' })
    .png()
    .toBuffer();
}

test('any twelve digits are read by both readers, as bars and as QR code', async () => {
  const { code128 } = await barcodeModule<{ code128: (digits: string) => string }>('code-128.ts');
  const { qr } = await barcodeModule<{ qr: (digits: string) => readonly string[] }>('qr.ts');
  const anyDigits = fc.stringMatching(/^[0-9]{12}$/);
  const readable = fc.asyncProperty(anyDigits, async (digits) => {
    const bars = await picture([code128(digits)]);
    expect(await readWithZbar(bars, 'code-128')).toEqual([digits]);
    expect(await readWithZxing(bars, 'code-128')).toEqual([digits]);
    const matrix = await picture(qr(digits));
    expect(await readWithZbar(matrix, 'qr')).toEqual([digits]);
    expect(await readWithZxing(matrix, 'qr')).toEqual([digits]);
  });
  await fc.assert(readable, { numRuns: 200 });
});
