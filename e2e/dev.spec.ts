import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { fileOf } from './gallery/accepted.ts';
import { differenceOf } from './gallery/compare.ts';
import { cutInArabic, type Photograph, photographs } from './gallery/photograph.ts';
import { untilPass } from './passes.ts';
import { askFromPoster, newAddress, phone, till } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// Sources are compiled as they are asked for, which takes a busy machine a while.
test.describe.configure({ timeout: 240_000 });

let dev: Server;
test.beforeAll(async () => {
  dev = await startServer({}, 'src/server/dev/main.ts');
});
test.afterAll(({ browser }) => closeShop(dev, browser));

test('in development a shopper’s session outlives the server', async ({ browser }) => {
  // Without scripts: a code that is typed while the sources are still compiled is not sent by itself.
  const first = await phone(browser, { javaScriptEnabled: false });
  const address = newAddress();
  await askFromPoster(first, dev, address);
  await first.getByLabel('6-digit code').fill((await dev.mailTo(address)).code);
  await first.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(first).toHaveURL(/\/wallet$/);
  const storageState = await first.context().storageState();
  await dev.stop();
  await dev.again();
  const page = await phone(browser, { storageState });
  await page.goto(`${dev.url}/wallet`);
  await expect(page.getByText('150', { exact: true })).toBeVisible();
  await untilPass(page);
});

test('in development the till page runs from its sources', async ({ browser }) => {
  const page = await phone(browser);
  const associate = await till(page.context(), dev);
  await expect(associate.getByRole('button', { name: 'Turn camera on' })).toBeVisible();
});

test('every state of every page looks as it was accepted', async ({ browser }, info) => {
  const others: string[] = [];
  for await (const one of photographs(browser, dev.url)) {
    others.push(...one.cut.map((text) => `${one.name}: cut: ${text}`));
    const difference = await differenceFrom(one);
    if (!difference) continue;
    const file = info.outputPath(`${one.name}.webp`);
    await writeFile(file, one.picture);
    others.push(`${one.name}: ${difference} (now: ${file}, accepted: ${fileOf(one.name)})`);
  }
  expect(others, 'look at /dev/gallery; "npm run accept" takes it as it is').toEqual([]);
});

test('no state of any page cuts Arabic words on the narrowest phone', async ({ browser }) => {
  expect(await cutInArabic(browser, dev.url)).toEqual([]);
});

test('every mail fits a narrow phone and a wide window, in each language and theme, without its pictures too', async ({
  browser,
}, info) => {
  for (const [language, colorScheme, width, images] of [
    ['en', 'light', 320, 'on'],
    ['ar', 'dark', 320, 'off'],
    ['ar', 'light', 600, 'on'],
    ['en', 'dark', 600, 'off'],
  ] as const) {
    const page = await phone(browser, {
      colorScheme,
      viewport: { width: 1960, height: 1000 },
      // The picture is for eyes: a phone's nine pixels for each of these would take ten seconds more of the processor.
      deviceScaleFactor: 1,
    });
    await page.goto(`${dev.url}/dev/mails?language=${language}&width=${width}&images=${images}`);
    const mails = page.locator('iframe');
    const wide: string[] = [];
    for (const mail of await mails.all()) {
      const body = mail.contentFrame().locator('body');
      const isWide = await body.evaluate(({ ownerDocument: { documentElement: all } }) => {
        return all.scrollWidth > all.clientWidth;
      });
      if (isWide) wide.push((await mail.getAttribute('title')) ?? '');
      await expect(body.locator('.card')).toHaveCSS(
        'background-color',
        colorScheme === 'dark' ? 'rgb(35, 35, 38)' : 'rgb(255, 255, 255)',
      );
    }
    expect(wide, 'mails that scroll sideways').toEqual([]);
    expect(await mails.count()).toBeGreaterThan(20);
    const name = `mails-${language}-${colorScheme}-${width}`;
    await info.attach(name, {
      body: await page.screenshot({ fullPage: true }),
      contentType: 'image/png',
    });
  }
});

/**
 * Photographs again after a difference, because the first picture may be too early, for example before the phone has
 * made a barcode.
 */
async function differenceFrom({ name, picture, again }: Photograph): Promise<string | null> {
  if (!existsSync(fileOf(name))) return 'nobody has accepted it yet';
  const accepted = await readFile(fileOf(name));
  return (await differenceOf(accepted, picture)) && differenceOf(accepted, await again());
}
