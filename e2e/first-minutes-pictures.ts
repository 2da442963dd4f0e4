import { mkdir, rm, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { chromiumPath } from './browser.ts';
import { firstMinutes } from './first-minutes.ts';
import { startServer } from './tillpass.ts';

// Takes the pictures of docs/first-ten-minutes.md from the real thing: `node e2e/first-minutes-pictures.ts`, after a build.
const folder = 'docs/first-minutes';

await rm(folder, { recursive: true, force: true });
await mkdir(folder);
const executablePath = chromiumPath();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const server = await startServer({}, undefined, ['begin', 'Robin']);
try {
  await firstMinutes(browser, server, async (moment, page) => {
    const picture = await page.screenshot({ animations: 'disabled', scale: 'css' });
    // A palette makes a third of the file, and nobody sees it.
    const small = sharp(picture).png({ palette: true, effort: 10 });
    await writeFile(`${folder}/${moment}.png`, await small.toBuffer());
  });
} finally {
  await browser.close();
  await server.remove();
}
