import { type BrowserContext, expect } from '@playwright/test';
import {
  cancelVoucher,
  digitsOn,
  issue,
  join,
  joinOnScreen,
  openTrouble,
  phone,
  scan,
  signOut,
  till,
} from './people.ts';
import { test } from './tillpass.ts';
import { untilKept } from './weather.ts';

/** Ways in which a browser's storage fails. Each runs in the page before our scripts. */
const broken: Readonly<Record<string, () => void>> = {
  'takes nothing': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('It is full.', 'QuotaExceededError');
    };
  },
  'may not be looked at': () => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException('It is forbidden.', 'SecurityError');
        },
      });
  },
  'is not there': () => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, name, { value: null });
  },
};

const spoil = (context: BrowserContext, how: string) => context.addInitScript(broken[how] ?? '');

for (const how of Object.keys(broken)) {
  test(`a shopper whose browser’s storage ${how} gets a barcode, and leaves`, async ({
    browser,
    tillpass,
  }) => {
    const page = await phone(browser);
    await spoil(page.context(), how);
    await joinOnScreen(page, tillpass);
    const digits = await issue(page);
    await page.reload();
    expect(await digitsOn(page)).toBe(digits);
    await page.goto(`${tillpass.url}/wallet`);
    await page.getByRole('link', { name: /Show barcode/ }).click();
    expect(await digitsOn(page)).toBe(digits);
    await openTrouble(page);
    await page.getByLabel('Larger').check();
    await signOut(page, tillpass);
    await page.context().close();
  });

  test(`a till whose browser’s storage ${how} redeems`, async ({ browser, tillpass }) => {
    const shopper = await phone(browser);
    await joinOnScreen(shopper, tillpass);
    const digits = await issue(shopper);
    const context = await browser.newContext();
    await spoil(context, how);
    const page = await till(context, tillpass);
    await scan(page, digits);
    await page.getByRole('button', { name: 'Redeem' }).click();
    await expect(page.getByText('Done').first()).toBeVisible();
    await context.close();
    await shopper.context().close();
  });
}

test('a script that no page can be drawn with leaves no empty page, not even where nothing can be dropped', async ({
  browser,
  tillpass,
}) => {
  const page = await (await browser.newContext()).newPage();
  await joinOnScreen(page, tillpass);
  await untilKept(page, '/wallet');
  // Removes a function that every page needs, so that our scripts never start and the kept document stays.
  await page.addInitScript(() => {
    Object.defineProperty(Array.prototype, 'find', { value: undefined });
    Cache.prototype.delete = () => Promise.reject(new Error('It is locked.'));
  });
  await page.goto(`${tillpass.url}/rewards/coffee`);
  await expect(page.getByRole('button', { name: /^Use \d+ points/ })).toBeVisible();
  await page.context().close();
});

test('a browser without popovers cancels a voucher', async ({ browser, tillpass }) => {
  const page = await phone(browser);
  await page.context().addInitScript(() => {
    Reflect.deleteProperty(HTMLElement.prototype, 'hidePopover');
  });
  await join(page, tillpass);
  await issue(page);
  await cancelVoucher(page);
  await expect(page.getByText('Cancelled. 60 points are back.')).toBeVisible();
  await page.context().close();
});
