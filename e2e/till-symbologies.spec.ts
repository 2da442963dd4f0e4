import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { chromium, expect } from '@playwright/test';
import { plainProfile, symbologies } from '#domain/scan/scanner-profile.ts';
import { sheetOf } from '#domain/scan/scanner-sheet.ts';
import { wholeChromiumPath } from './browser.ts';
import { cameraArguments, showNothing, showToCamera } from './fake-camera.ts';
import { till } from './people.ts';
import { demonstrationWith, putProgram } from './program.ts';
import { startServer, test } from './tillpass.ts';

test('the till’s camera reads every symbology that its store may ask for', async () => {
  // A shop of its own, since its bars are others at the end.
  const tillpass = await startServer();
  const folder = await mkdtemp(joinPath(tmpdir(), 'tillpass-camera-'));
  const film = joinPath(folder, 'camera.mjpeg');
  await showNothing(film);
  const executablePath = wholeChromiumPath();
  const args = cameraArguments(film);
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) });
  try {
    const context = await browser.newContext({ permissions: ['camera'] });
    const page = await till(context, tillpass);
    for (const symbology of symbologies) {
      const prefix = symbology === 'ean-13' ? '27' : '';
      await putProgram(
        tillpass,
        await demonstrationWith(`scanner: { symbology: ${symbology}, prefix: "${prefix}" }`),
      );
      const [item] = sheetOf({ ...plainProfile, symbology, prefix });
      await showToCamera(film, item?.text ?? '', symbology);
      await page.reload();
      // A code of the test sheet is nobody's, so that the answer tells that all of it was read.
      const answer = page.getByText('We don’t know this code').first();
      await expect(answer, symbology).toBeVisible();
    }
  } finally {
    await browser.close();
    await tillpass.remove();
    await rm(folder, { recursive: true, force: true });
  }
});
