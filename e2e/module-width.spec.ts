import { type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { passHash } from '#contract/paths.ts';
import { issue, join, noWorker, openTrouble, phone, signIn } from './people.ts';
import { mmPerCssPixel, moduleMmAtLeast } from './symbol-pixels.ts';
import { test } from './tillpass.ts';

/** Narrower than any phone sold today, up to the widest. */
const widths = [244, 260, 280, 300, 320, 344, 353, 354, 360, 375, 393, 412, 430];
const ratios = [1, 1.5, 2, 2.625, 3];
const height = 740;

const bars = (page: Page) => page.locator('.barcode-bars').filter({ visible: true });
const qr = (page: Page) => page.locator('.barcode-qr');
const fitted = (page: Page) => page.locator('.barcode-card[style]').waitFor();

async function expectWide(page: Page, where: string): Promise<void> {
  const box = await bars(page).boundingBox();
  const across = Math.max(box?.width ?? 0, box?.height ?? 0);
  const modules = Number(await bars(page).getAttribute('data-modules'));
  const mm = (across / modules) * mmPerCssPixel;
  expect(mm, where).toBeGreaterThanOrEqual(moduleMmAtLeast);
}

/** A screen too small for bars: the QR code, and no choice. */
async function expectQrFirst(page: Page): Promise<void> {
  await expect(qr(page)).toBeVisible();
  await expect(bars(page)).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'Bars' })).toBeHidden();
}

async function onEveryRatio(
  browser: Parameters<typeof phone>[0],
  context: BrowserContextOptions,
  look: (page: Page, ratio: number) => Promise<void>,
): Promise<void> {
  for (const deviceScaleFactor of ratios) {
    const page = await phone(browser, { ...noWorker, ...context, deviceScaleFactor });
    await look(page, deviceScaleFactor);
    await page.context().close();
  }
}

test('a module of the bars is a quarter of a millimetre at least, or the QR code comes first', async ({
  browser,
  tillpass,
}) => {
  const first = await phone(browser, noWorker);
  await join(first, tillpass);
  await issue(first);
  const url = first.url();
  const storageState = await first.context().storageState();
  await first.context().close();

  await onEveryRatio(browser, { storageState }, async (page, ratio) => {
    await page.goto(url);
    await fitted(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      await expectWide(page, `${width} wide at ${ratio}`);
    }
    await page.setViewportSize({ width: 240, height: 320 });
    await expectQrFirst(page);
    await page.setViewportSize({ width: 320, height: 240 });
    await expect(bars(page)).toBeVisible();
    await expect(qr(page)).toBeHidden();
  });
});

test('a pass has more modules, so that its QR code comes first on more phones', async ({
  browser,
  tillpass,
}) => {
  const first = await phone(browser, noWorker);
  await signIn(first, tillpass);
  const storageState = await first.context().storageState();
  await first.context().close();

  await onEveryRatio(browser, { storageState }, async (page, ratio) => {
    await page.goto(`${tillpass.url}/scan`);
    await expect(page.locator('[data-modules="176"]')).toBeAttached();
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      await expectWide(page, `to collect, ${width} wide at ${ratio}`);
    }
    await page.goto(`${tillpass.url}/rewards/coffee${passHash}`);
    await fitted(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      if (width < 354) await expectQrFirst(page);
      else await expectWide(page, `${width} wide at ${ratio}`);
    }
    const larger = page.getByRole('checkbox', { name: 'Larger' });
    await openTrouble(page);
    await larger.check();
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      await expectWide(page, `larger, ${width} wide at ${ratio}`);
    }
    // The upper half of a small screen.
    await page.setViewportSize({ width: 320, height: 400 });
    await expectQrFirst(page);
    await larger.uncheck();
  });
});
