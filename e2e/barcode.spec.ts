import {
  type Browser,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';
import { overTheCard } from './over-the-card.ts';
import { issue, join, openTrouble, phone, untilFitted } from './people.ts';
import { readWithZbar, readWithZxing } from './readers.ts';
import { expectCrispBars, expectCrispQr } from './symbol-pixels.ts';
import { test as base, type Server } from './tillpass.ts';
import { watched } from './watched.ts';

const widths = [320, 360, 390, 430];
const ratios = [1, 2, 2.625, 3];
const themes = [
  { name: 'light', colorScheme: 'light', forcedColors: 'none' },
  { name: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { name: 'forced colours', colorScheme: 'dark', forcedColors: 'active' },
] as const;
const textSizes = ['100%', '200%'];
// Just higher than the QR code: an unclipped screenshot is never resampled, and a small one is fast.
const height = 220;

/** One member's live voucher, and what signs a browser in as that member. */
interface LiveVoucher {
  readonly url: string;
  readonly digits: string;
  readonly context: BrowserContextOptions;
}

/** Made once in a worker; as a fixture of a worker it would want workers of its own, each with a browser and a server. */
let made: Promise<LiveVoucher> | undefined;

const test = base.extend<{ voucher: LiveVoucher }>({
  voucher: async ({ tillpass, browser }, use) => {
    made ??= makeVoucher(tillpass, browser);
    await use(await made);
  },
});

async function makeVoucher(tillpass: Server, browser: Browser): Promise<LiveVoucher> {
  const page = await phone(browser);
  await join(page, tillpass);
  const digits = await issue(page);
  const url = page.url();
  const storageState = await page.context().storageState();
  await page.context().close();
  return { url, digits, context: { storageState, serviceWorkers: 'block' } };
}

// Nothing here depends on another test, so that two cores share them.
test.describe.configure({ mode: 'parallel' });

/** As a screen reader says it: digit by digit, a pause after each four. */
const spoken = (digits: string): string =>
  (digits.match(/.{4}/g) ?? []).map((group) => [...group].join(' ')).join(', ');

/** Of bars and QR code, the one that is shown. */
const shown = (page: Page, { digits }: LiveVoucher): Locator =>
  page.getByRole('img', { name: spoken(digits) });

type Shown = 'code-128' | 'qr';

async function choose(page: Page, symbology: Shown): Promise<void> {
  await openTrouble(page);
  await page.getByRole('radio', { name: symbology === 'qr' ? /QR/ : /Bars|الخطوط/ }).check();
}

/** Scrolls something to the middle of the screen, whatever the page keeps clear for its bars. */
const toMiddle = (what: Locator) =>
  what.evaluate((element) => {
    const { top, height } = element.getBoundingClientRect();
    scrollBy({ top: Math.round(top - (innerHeight - height) / 2), behavior: 'instant' });
  });

/** Brings a symbol into sight and reads it off the screen with both readers. */
async function expectReadable(
  page: Page,
  voucher: LiveVoucher,
  symbology: Shown,
  where: string,
): Promise<Buffer> {
  await toMiddle(shown(page, voucher));
  const screen = await page.screenshot();
  expect(await readWithZbar(screen, symbology), `zbar: ${where}`).toEqual([voucher.digits]);
  expect(await readWithZxing(screen, symbology), `zxing: ${where}`).toEqual([voucher.digits]);
  return screen;
}

/** Each width, theme and text size on one page, first with bars and then with the QR code. */
async function walk(
  page: Page,
  voucher: LiveVoucher,
  ratio: number,
  themesShown: readonly (typeof themes)[number][],
): Promise<void> {
  for (const symbology of ['code-128', 'qr'] as const) {
    await choose(page, symbology);
    for (const width of widths) {
      await page.setViewportSize({ width, height });
      for (const { name, ...theme } of themesShown) {
        await page.emulateMedia(theme);
        for (const text of textSizes) {
          const where = `${symbology}, ${width} wide, ${name}, text ${text}`;
          await page.evaluate((size) => {
            document.documentElement.style.fontSize = size;
          }, text);
          const screen = await expectReadable(page, voucher, symbology, where);
          const symbol = shown(page, voucher);
          if (symbology === 'qr') await expectCrispQr(symbol, ratio, screen, where);
          else {
            // As wide as the page allows, whatever the text's size: up to 3.5 CSS pixels a module.
            const widest = Math.floor(Math.min((width - 2) / 121, 3.5) * ratio);
            expect(await expectCrispBars(symbol, ratio, screen, where), where).toBe(widest);
          }
        }
      }
    }
  }
}

for (const ratio of ratios)
  test(`two readers read every phone, theme and text size at ${ratio} device pixels`, async ({
    browser,
    voucher,
  }) => {
    const page = await phone(browser, { ...voucher.context, deviceScaleFactor: ratio });
    await page.goto(voucher.url);
    await page.locator('.barcode-card[style]').waitFor();
    await walk(page, voucher, ratio, themes);
    await page.context().close();
  });

for (const [what, more] of [
  ['with scripts off', { deviceScaleFactor: 2.625, javaScriptEnabled: false }],
  ['in Arabic', { deviceScaleFactor: 2.625, locale: 'ar' }],
] as const)
  test(`two readers read every phone ${what}`, async ({ browser, voucher }) => {
    const page = await phone(browser, { ...voucher.context, ...more });
    await page.goto(voucher.url);
    const direction = 'locale' in more ? 'rtl' : 'ltr';
    await expect(page.locator('html')).toHaveAttribute('dir', direction);
    await walk(page, voucher, more.deviceScaleFactor, themes.slice(1, 2));
    await page.context().close();
  });

// Emulated ratios move pictures to whole CSS pixels, which displays do not; so these are the browser's own.
test.describe('without emulation', () => {
  // The configuration's ratio yields only to an undefined that is written down, which the type forbids.
  const ownScreen = {
    viewport: null,
    deviceScaleFactor: undefined,
  } as unknown as BrowserContextOptions;

  for (const { ratio, scripts } of [
    { ratio: 2.625, scripts: false },
    { ratio: 2.8125, scripts: false },
    { ratio: 1.1, scripts: true },
    { ratio: 2.2, scripts: true },
  ])
    test(`a display of ${ratio} device pixels has every edge on its grid, scripts ${scripts ? 'on' : 'off'}`, async ({
      playwright,
      launchOptions,
      voucher,
    }) => {
      const scale = `--force-device-scale-factor=${ratio}`;
      // A phone's window: on a wider one the page has two columns.
      const size = '--window-size=500,900';
      const args = [...(launchOptions.args ?? []), scale, size, '--hide-scrollbars'];
      const browser = await playwright.chromium.launch({ ...launchOptions, args });
      try {
        const context = { ...voucher.context, ...ownScreen, javaScriptEnabled: scripts };
        const page = watched(await (await browser.newContext(context)).newPage());
        await page.goto(voucher.url);
        if (scripts) await page.locator('.barcode-card[style]').waitFor();
        for (const width of [320, 361, 390]) {
          // With scripts the page is moved off the pixel grid, because the script has to put the bars back onto it. Without
          // scripts the page stays where it is.
          const margin = scripts ? '0 11.9px 0 7.3px' : '0';
          await page.evaluate((style) => Object.assign(document.body.style, style), {
            width: `${width}px`,
            margin,
          });
          const where = `${width} wide`;
          const screen = await expectReadable(page, voucher, 'code-128', where);
          const symbol = shown(page, voucher);
          await expectCrispBars(symbol, ratio, screen, where);
          const left = ((await symbol.boundingBox())?.x ?? Number.NaN) * ratio;
          expect(Math.abs(left - Math.round(left)), `left edge, ${where}`).toBeLessThan(0.02);
        }
      } finally {
        await browser.close();
      }
    });
});

test('nothing lies over the white card on the smallest phone, with or without signal', async ({
  browser,
  voucher,
}) => {
  const page = await phone(browser, { ...voucher.context, viewport: { width: 320, height: 640 } });
  await page.goto(voucher.url);
  const card = page.locator('.barcode-card');
  // The card is on the screen at once, so nothing has to be scrolled before the associate scans.
  await expect(card).toBeInViewport({ ratio: 1 });
  expect(await overTheCard(page)).toEqual([]);
  // The link for pages without scripts goes once the script has its words: from then on it needs no network.
  await expect(page.getByRole('link', { name: 'Was it scanned? Look again' })).toHaveCount(0);
  await page.context().setOffline(true);
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await expect(page.getByRole('status').filter({ visible: true })).toContainText('No connection');
  expect(await overTheCard(page)).toEqual([]);
  await page.context().setOffline(false);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  for (const symbology of ['code-128', 'qr'] as const) {
    await choose(page, symbology);
    await toMiddle(card);
    await expect(card).toBeInViewport({ ratio: 1 });
    expect(await overTheCard(page)).toEqual([]);
  }
  await page.context().close();
});

test('its digits are heard in groups, and copied in groups', async ({ browser, voucher }) => {
  const page = await phone(browser, voucher.context);
  await page.goto(voucher.url);
  const groups = spoken(voucher.digits);
  await expect(page.getByRole('img', { name: /^Barcode/ })).toHaveAccessibleName(
    `Barcode, ${groups}`,
  );
  await untilFitted(page);
  await choose(page, 'qr');
  await expect(shown(page, voucher)).toHaveCount(1);
  const digits = page.getByRole('paragraph').filter({ hasText: groups });
  await expect(digits).toMatchAriaSnapshot(`- paragraph: "${groups}"`);
  await digits.selectText();
  const copied = await page.evaluate(() => getSelection()?.toString().trim());
  expect(copied).toBe(voucher.digits.replace(/(?=(....)+$)/g, ' ').trim());
  await page.context().close();
});
