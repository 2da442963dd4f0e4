import { mkdir, rm, writeFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { allDrawn } from './all-drawn.ts';
import { chromiumPath } from './browser.ts';
import { pictureFirstMinutes } from './first-minutes-pictures.ts';
import { captions, scenes } from './scenes.ts';
import { type Sketch, sketch } from './sketch.ts';
import { type Frame, filmStrip } from './strip.ts';
import { startServer } from './tillpass.ts';

// Takes README's film strip from the real thing, and the pictures of docs/first-ten-minutes.md: `npm run pictures`. Beside it stands what each page said and looked
// like then, so that a test notices when a page and its picture part (`pictures.spec.ts`).
const readme = 'docs/pictures';

await rm(readme, { recursive: true, force: true });
await mkdir(readme);
const executablePath = chromiumPath();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const server = await startServer();
try {
  const taken: Record<string, Sketch> = {};
  const frames: Frame[] = [];
  await scenes(browser, server, async (name, page) => {
    taken[name] = await sketch(page);
    await page.evaluate(allDrawn);
    const picture = await page.screenshot({ animations: 'disabled' });
    frames.push({ caption: captions[name] ?? name, picture });
  });
  const strip = sharp(await filmStrip(browser, frames));
  await writeFile(
    `${readme}/strip.png`,
    // A palette makes a third of the file, and nobody sees it.
    await strip.png({ palette: true, effort: 10 }).toBuffer(),
  );
  await writeFile(`${readme}/sketches.json`, `${JSON.stringify(taken, null, 2)}\n`);
  await pictureFirstMinutes(browser);
} finally {
  await browser.close();
  await server.remove();
}
