import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { plainProfile, symbologies } from '#domain/scan/scanner-profile.ts';
import { sheetOf } from '#domain/scan/scanner-sheet.ts';
import { wholeChromiumPath } from './browser.ts';
import { cameraArguments, showNothing, showToCamera } from './fake-camera.ts';
import { till } from './people.ts';
import { demonstrationWith, putProgram } from './program.ts';
import { type Server, startServer, test } from './tillpass.ts';

/** A shop of its own, since its bars are others at the end, and a till that sees what is filmed. */
let shop: Server;
let browser: Browser;
let page: Page;
let folder: string;
const film = () => joinPath(folder, 'camera.mjpeg');

test.beforeAll(async () => {
  shop = await startServer();
  folder = await mkdtemp(joinPath(tmpdir(), 'tillpass-camera-'));
  await showNothing(film());
  const executablePath = wholeChromiumPath();
  const args = cameraArguments(film());
  browser = await chromium.launch({ args, ...(executablePath && { executablePath }) });
  page = await till(await browser.newContext({ permissions: ['camera'] }), shop);
});
test.afterAll(async () => {
  await browser.close();
  await shop.remove();
  await rm(folder, { recursive: true, force: true });
});

for (const symbology of symbologies)
  test(`the till’s camera reads ${symbology}, as its store may ask for it`, async () => {
    const prefix = symbology === 'ean-13' ? '27' : '';
    await putProgram(
      shop,
      await demonstrationWith(`scanner: { symbology: ${symbology}, prefix: "${prefix}" }`),
    );
    const [item] = sheetOf({ ...plainProfile, symbology, prefix });
    await showToCamera(film(), item?.text ?? '', symbology);
    await page.reload();
    // A code of the test sheet is nobody's, so that the answer tells that all of it was read.
    await expect(page.getByText('We don’t know this code').first()).toBeVisible();
  });
