import { mkdir, writeFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { chromiumPath } from './browser.ts';
import { issue, join, phone, till } from './people.ts';
import { startServer } from './tillpass.ts';

// Takes the pictures that README shows, from the real thing: `npm run pictures`.
const readme = 'docs/pictures';

/** Few colours and no photographs: a palette halves the file and nobody sees it. */
async function keep(page: Page, file: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const picture = await page.screenshot({ animations: 'disabled' });
  await writeFile(file, await sharp(picture).png({ palette: true, effort: 10 }).toBuffer());
}

async function take(browser: Browser): Promise<void> {
  const server = await startServer();
  try {
    const shopper = await phone(browser, { deviceScaleFactor: 2 });
    await shopper.goto(`${server.url}/P/M1`);
    await keep(shopper, `${readme}/poster.png`);
    await join(shopper, server, 'sam@example.com');
    await keep(shopper, `${readme}/wallet.png`);
    const digits = await issue(shopper);
    await keep(shopper, `${readme}/voucher.png`);

    const desk = await browser.newContext({
      viewport: { width: 360, height: 740 },
      deviceScaleFactor: 2,
    });
    const associate = await till(desk, server);
    await associate.getByLabel('Digits under the bars').fill(digits);
    await associate.getByRole('button', { name: 'Check' }).click();
    await associate.getByRole('button', { name: 'Redeem' }).waitFor();
    await keep(associate, `${readme}/till.png`);
  } finally {
    await server.remove();
  }
}

await mkdir(readme, { recursive: true });
const executablePath = chromiumPath();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
await take(browser);
await browser.close();
