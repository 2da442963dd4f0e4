import { fileURLToPath } from 'node:url';
import {
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
  test,
} from '@playwright/test';
import fc from 'fast-check';
import sharp from 'sharp';
import { runnerImport } from 'vite';
import { serveVoucherSheet } from './fixtures/voucher-sheet.ts';
import { greyPixels, readWithZbar, readWithZxing } from './readers.ts';

const DIGITS = '271828182845';
const WIDTHS = [320, 360, 390, 430];
const RATIOS = [1, 2, 2.625, 3];
const THEMES = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'dark', forcedColors: 'active' },
] as const;
const TEXT_SIZES = ['100%', '200%'];
// High enough for bars, digits in two lines and QR at once: an unclipped screenshot is never resampled.
const HEIGHT = 620;

// A trace would keep hundreds of pictures; a failure's message names the one that matters.
test.use({ trace: 'off' });

let sheet: Awaited<ReturnType<typeof serveVoucherSheet>>;
test.beforeAll(async () => {
  sheet = await serveVoucherSheet(DIGITS);
});
test.afterAll(() => sheet.close());

type Voucher = { digits: string; bars: Locator; qr: Locator };

/** Where the voucher comes from: shows its bars and QR code, both in sight. */
async function openVoucher(page: Page, path = '/'): Promise<Voucher> {
  await page.goto(sheet.url + path);
  return {
    digits: DIGITS,
    bars: page.getByRole('img', { name: 'Barcode' }),
    qr: page.getByRole('img', { name: 'QR code' }),
  };
}

/** The pixels of a screenshot from edge to edge, through the middle of a symbol. */
async function rowThrough(symbol: Locator, ratio: number, shot: Buffer) {
  const box = await symbol.boundingBox();
  if (!box) throw new Error('The symbol is not on the page.');
  const { data, width } = await greyPixels(shot);
  const y = Math.floor((box.y + box.height / 2) * ratio);
  const row = data.subarray(y * width, (y + 1) * width);
  const middle = Math.floor((box.x + box.width / 2) * ratio);
  return { row, middle };
}

/** Asserts what a scanner needs of the bars in a row of pixels, and returns device pixels per module. */
function expectScannable(row: Uint8Array, middle: number, where: string): number {
  // Everything black or white around the middle belongs to the card: bars and the white beside them.
  const pure = (pixel: number | undefined) => pixel === 0 || pixel === 255;
  let [from, to] = [middle, middle];
  while (pure(row[from - 1])) from--;
  while (pure(row[to])) to++;
  const runs =
    Buffer.from(row.subarray(from, to))
      .toString('latin1')
      .match(/\0+|\xff+/g) ?? [];
  const [left, right] = [runs.shift()?.length ?? 0, runs.pop()?.length ?? 0];
  // The first bar of Code 128 is two modules wide.
  const module = (runs[0]?.length ?? 0) / 2;
  expect(module > 0 && Number.isInteger(module), `whole device pixels: ${where}`).toBe(true);
  const widths = runs.map((run) => run.length / module);
  expect(widths.every(Number.isInteger), `whole modules: ${where}: ${widths}`).toBe(true);
  expect(runs.join('').length, `modules: ${where}`).toBe(101 * module);
  expect(Math.min(left, right), `quiet zone: ${where}`).toBeGreaterThanOrEqual(10 * module);
  return module;
}

async function expectReadable(shot: Buffer, digits: string, where: string): Promise<void> {
  for (const symbology of ['code-128', 'qr'] as const) {
    expect(await readWithZbar(shot, symbology), `zbar, ${symbology}, ${where}`).toEqual([digits]);
    expect(await readWithZxing(shot, symbology), `zxing, ${symbology}, ${where}`).toEqual([digits]);
  }
}

for (const ratio of RATIOS)
  test.describe(`at ${ratio} device pixels`, () => {
    test.use({ deviceScaleFactor: ratio, viewport: { width: 360, height: HEIGHT } });

    test('every phone, theme and text size shows codes that two readers read', async ({ page }) => {
      const voucher = await openVoucher(page);
      for (const width of WIDTHS)
        for (const { name, ...theme } of THEMES)
          for (const text of TEXT_SIZES) {
            const where = `${width} wide, ${name}, text ${text}`;
            await page.setViewportSize({ width, height: HEIGHT });
            await page.emulateMedia(theme);
            await page.evaluate((size) => {
              document.documentElement.style.fontSize = size;
            }, text);
            const shot = await page.screenshot();
            const { row, middle } = await rowThrough(voucher.bars, ratio, shot);
            // As wide as the page allows, whatever the text's size: up to 3.5 CSS pixels a module.
            const widest = Math.floor(Math.min((width - 2) / 121, 3.5) * ratio);
            expect(expectScannable(row, middle, where), where).toBe(widest);
            await expectReadable(shot, voucher.digits, where);
          }
    });
  });

// Emulated ratios move pictures to whole CSS pixels, which displays do not; so these are the browser's own.
test.describe('without emulation', () => {
  // The configuration's ratio yields only to an undefined that is written down, which the type forbids.
  const ownScreen = {
    viewport: null,
    deviceScaleFactor: undefined,
  } as unknown as BrowserContextOptions;

  for (const { ratio, path } of [
    { ratio: 2.625, path: '/' },
    { ratio: 2.8125, path: '/' },
    { ratio: 1.1, path: '/hydrated' },
    { ratio: 2.2, path: '/hydrated' },
  ])
    test(`a display of ${ratio} device pixels has every edge on its grid, at ${path}`, async ({
      playwright,
      launchOptions,
    }) => {
      const scale = `--force-device-scale-factor=${ratio}`;
      const args = [...(launchOptions.args ?? []), scale, '--hide-scrollbars'];
      const browser = await playwright.chromium.launch({ ...launchOptions, args });
      try {
        const page = await (await browser.newContext(ownScreen)).newPage();
        const { bars } = await openVoucher(page, path);
        if (path === '/hydrated') await page.locator('main[data-hydrated]').waitFor();
        for (const width of [320, 361, 390]) {
          const size = async (to: number) => {
            document.body.style.width = `${to}px`;
            await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
          };
          await page.evaluate(size, width);
          const { row, middle } = await rowThrough(bars, ratio, await page.screenshot());
          expectScannable(row, middle, `${width} wide`);
          const left = ((await bars.boundingBox())?.x ?? 0) * ratio;
          expect(Math.abs(left - Math.round(left)), `left edge, ${width} wide`).toBeLessThan(0.02);
        }
      } finally {
        await browser.close();
      }
    });
});

test('a copied code has its digits in groups of four', async ({ page }) => {
  await openVoucher(page);
  await page.locator('.barcode-digits').selectText();
  expect(await page.evaluate(() => getSelection()?.toString().trim())).toBe('2718 2818 2845');
});

/** A module of Vite's making, as the server build has it. */
async function barcodeModule<Exports>(file: string): Promise<Exports> {
  const url = new URL(`../src/app/ui/barcode/${file}`, import.meta.url);
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
