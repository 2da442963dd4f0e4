import { expect, type Page } from '@playwright/test';
import { issue, join, phone } from './people.ts';
import { mmPerCssPixel, moduleMmAtLeast } from './symbol-pixels.ts';
import { test } from './tillpass.ts';

const modulesAcross = 121;
/** Narrower than any phone sold today, up to the widest. */
const widths = [244, 260, 280, 300, 320, 344, 360, 375, 393, 412, 430];

const bars = (page: Page) => page.locator('.barcode-bars');
const qr = (page: Page) => page.locator('.barcode-qr');

test('a module of the bars is a quarter of a millimetre at least, or the QR code comes first', async ({
  browser,
  tillpass,
}) => {
  const first = await phone(browser);
  await join(first, tillpass);
  await issue(first);
  const url = first.url();
  const storageState = await first.context().storageState();
  await first.context().close();

  for (const deviceScaleFactor of [1, 1.5, 2, 2.625, 3]) {
    const page = await phone(browser, { storageState, deviceScaleFactor });
    await page.goto(url);
    await page.locator('.barcode-card[style]').waitFor();
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 });
      const box = await bars(page).boundingBox();
      const mm = ((box?.width ?? 0) / modulesAcross) * mmPerCssPixel;
      expect(mm, `${width} wide at ${deviceScaleFactor}`).toBeGreaterThanOrEqual(moduleMmAtLeast);
    }
    await page.setViewportSize({ width: 240, height: 320 });
    await expect(qr(page)).toBeVisible();
    await expect(bars(page)).toBeHidden();
    await expect(page.getByRole('radio', { name: 'Bars' })).toBeHidden();
    await page.setViewportSize({ width: 320, height: 240 });
    await expect(bars(page)).toBeVisible();
    await expect(qr(page)).toBeHidden();
    await page.context().close();
  }
});
