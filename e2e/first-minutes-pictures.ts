import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';
import sharp from 'sharp';
import { firstMinutes } from './first-minutes.ts';
import { startServer } from './tillpass.ts';

const folder = 'docs/first-minutes';

/** The moments of which the page has a picture. */
const shown = ['look', 'place', 'store', 'poster', 'joining', 'rehearsal'];

/** Takes the pictures of docs/first-ten-minutes.md from the real thing. */
export async function pictureFirstMinutes(browser: Browser): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  const server = await startServer({}, undefined, ['begin', 'Robin']);
  try {
    await firstMinutes(browser, server, async (moment, page) => {
      if (!shown.includes(moment)) return;
      const picture = await page.screenshot({ animations: 'disabled', scale: 'css' });
      // A palette makes a third of the file, and nobody sees it.
      const small = sharp(picture).png({ palette: true, effort: 10 });
      await writeFile(`${folder}/${moment}.png`, await small.toBuffer());
    });
  } finally {
    await server.remove();
  }
}
