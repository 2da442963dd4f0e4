import { type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { memberApi, paths } from '#contract/paths.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import { noWorker, openTrouble, phone, send, signIn } from './people.ts';
import { programOf, putProgram } from './program.ts';
import { isReadByZbar, readWithZbar, readWithZxing } from './readers.ts';
import { expectCrispBars } from './symbol-pixels.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

/** A store's bars, and how many modules they are without their quiet zone; null: a picture. */
interface Kind {
  readonly symbology: Symbology;
  readonly scanner: string;
  readonly payload: RegExp;
  readonly bars: { modules: number; quiet: number; first: number } | null;
}

const around = 'prefix: "27"';
const kinds: Readonly<Record<string, Kind>> = {
  'ean-13': {
    symbology: 'ean-13',
    scanner: `{ symbology: ean-13, ${around} }`,
    payload: /^27\d{11}$/,
    bars: { modules: 95, quiet: 11, first: 1 },
  },
  'gs1-128': {
    symbology: 'gs1-128',
    scanner: '{ symbology: gs1-128 }',
    payload: /^99\d{12}$/,
    bars: { modules: 123, quiet: 10, first: 2 },
  },
  'code-128-around': {
    symbology: 'code-128',
    scanner: '{ symbology: code-128, prefix: "98" }',
    payload: /^98\d{12}$/,
    bars: { modules: 112, quiet: 10, first: 2 },
  },
  itf: {
    symbology: 'itf',
    scanner: '{ symbology: itf }',
    payload: /^\d{12}$/,
    bars: { modules: 117, quiet: 10, first: 1 },
  },
  'code-39': {
    symbology: 'code-39',
    scanner: '{ symbology: code-39 }',
    payload: /^\d{12}$/,
    bars: { modules: 181, quiet: 10, first: 1 },
  },
  qr: {
    symbology: 'qr',
    scanner: '{ symbology: qr, prefix: TILL }',
    payload: /^TILL\d{12}$/,
    bars: null,
  },
  'data-matrix': {
    symbology: 'data-matrix',
    scanner: '{ symbology: data-matrix }',
    payload: /^\d{12}$/,
    bars: null,
  },
  aztec: {
    symbology: 'aztec',
    scanner: '{ symbology: aztec }',
    payload: /^\d{12}$/,
    bars: null,
  },
  pdf417: {
    symbology: 'pdf417',
    scanner: '{ symbology: pdf417 }',
    payload: /^\d{12}$/,
    bars: null,
  },
};
const placementOf = (id: string) => id.replaceAll('-', '').toUpperCase().slice(0, 12);

/** One member's live vouchers by store, and what signs a browser in as that member. */
interface LiveVouchers {
  readonly urls: ReadonlyMap<string, string>;
  readonly context: BrowserContextOptions;
}

// A shop of its own, since its stores are others.
let shop: Server;
let vouchers: LiveVouchers;
test.beforeAll(async ({ browser }) => {
  shop = await startServer();
  const page = await phone(browser, noWorker);
  await signIn(page, shop);
  const stores = Object.entries(kinds).map(([id, { scanner }]) => ({
    id,
    placement: placementOf(id),
    scanner,
  }));
  await putProgram(shop, programOf(stores));
  const urls = new Map<string, string>();
  for (const { id, placement } of stores) {
    // The poster's page has the browser remember the store.
    await page.request.get(`${shop.url}/P/${placement}`);
    const voucher = { id: crypto.randomUUID(), rewardId: `of-${id}` };
    await send(page, shop.url + memberApi.redemptions, voucher);
    urls.set(id, shop.url + paths.redemption(voucher.id));
  }
  const storageState = await page.context().storageState();
  await page.context().close();
  vouchers = { urls, context: { storageState, ...noWorker } };
});
test.afterAll(({ browser }) => closeShop(shop, browser));

/** The symbol that is shown, of the two. */
const shown = (page: Page): Locator => page.getByRole('img', { name: /^Barcode/ });

/** What stands under the symbol, for typing. */
const typed = async (page: Page): Promise<string> => {
  const label = await shown(page).getAttribute('aria-label');
  return (label ?? '').replace(/^Barcode, |[ ,]/g, '');
};

async function expectReadable(page: Page, symbology: Symbology, text: string, where: string) {
  const symbol = shown(page);
  await symbol.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const screen = await page.screenshot();
  if (isReadByZbar(symbology))
    expect(await readWithZbar(screen, symbology), `zbar: ${where}`).toEqual([text]);
  expect(await readWithZxing(screen, symbology), `zxing: ${where}`).toEqual([text]);
  return screen;
}

for (const [id, { symbology, payload, bars }] of Object.entries(kinds))
  test(`${id} is read off the phone, light and dark, at 1, 2 and 3 device pixels`, async ({
    browser,
  }) => {
    for (const ratio of [1, 2, 3]) {
      const page = await phone(browser, { ...vouchers.context, deviceScaleFactor: ratio });
      await page.goto(vouchers.urls.get(id) ?? '');
      await page.locator('.barcode-card[style]').waitFor();
      const text = await typed(page);
      expect(text).toMatch(payload);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const where = `${id}, ${ratio} device pixels, ${colorScheme}`;
        const screen = await expectReadable(page, symbology, text, where);
        const width = ((await shown(page).boundingBox())?.width ?? Number.NaN) * ratio;
        const modules = Number(await shown(page).getAttribute('data-modules'));
        // Each module has the same whole number of device pixels, and the whole fits the phone.
        expect(Math.abs(width / modules - Math.round(width / modules)), where).toBeLessThan(0.01);
        expect(width, where).toBeLessThanOrEqual(360 * ratio);
        if (bars === null) continue;
        const widest = Math.floor(Math.min(358 / (bars.modules + 2 * bars.quiet), 3.5) * ratio);
        expect(await expectCrispBars(shown(page), ratio, screen, where, bars), where).toBe(widest);
      }
      if (bars !== null) {
        await openTrouble(page);
        await page.getByRole('radio', { name: 'QR code' }).check();
        await expectReadable(page, 'qr', text, `${id}, QR code`);
      }
      await page.context().close();
    }
  });

test('with scripts off each is as large and as readable', async ({ browser }) => {
  const more = { deviceScaleFactor: 2.625, javaScriptEnabled: false };
  const page = await phone(browser, { ...vouchers.context, ...more });
  for (const [id, { symbology }] of Object.entries(kinds)) {
    await page.goto(vouchers.urls.get(id) ?? '');
    await expectReadable(page, symbology, await typed(page), `${id}, scripts off`);
    const width = ((await shown(page).boundingBox())?.width ?? Number.NaN) * 2.625;
    const modules = Number(await shown(page).getAttribute('data-modules'));
    expect(Math.abs(width / modules - Math.round(width / modules)), id).toBeLessThan(0.01);
  }
  await page.context().close();
});
