import { mkdir, writeFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { chromiumPath } from './browser.ts';
import { scenes } from './scenes.ts';
import { type Sketch, sketch } from './sketch.ts';
import { startServer } from './tillpass.ts';

// Takes the pictures that README shows, from the real thing: `npm run pictures`. Beside them stands what each page said
// and looked like then, so that a test notices when a page and its picture part (`pictures.spec.ts`).
const readme = 'docs/pictures';

/** Few colours and no photographs: a palette halves the file and nobody sees it. */
async function take(page: Page, file: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const picture = await page.screenshot({ animations: 'disabled' });
  await writeFile(file, await sharp(picture).png({ palette: true, effort: 10 }).toBuffer());
}

await mkdir(readme, { recursive: true });
const executablePath = chromiumPath();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const server = await startServer();
try {
  const taken: Record<string, Sketch> = {};
  await scenes(browser, server, async (name, page) => {
    taken[name] = await sketch(page);
    await take(page, `${readme}/${name}.png`);
  });
  await writeFile(`${readme}/sketches.json`, `${JSON.stringify(taken, null, 2)}\n`);
} finally {
  await browser.close();
  await server.remove();
}
