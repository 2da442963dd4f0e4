import { expect, type Page } from '@playwright/test';
import { pages } from '#contract/pages.ts';
import { expectAccessible } from './axe.ts';
import {
  askFromPoster,
  cancelVoucher,
  issue,
  join,
  newAddress,
  noWorker,
  openTrouble,
  phone,
  speakArabic,
  till,
  untilFitted,
} from './people.ts';
import { test } from './tillpass.ts';

/** A member's pages by the table of pages, but those that are about one reward or voucher. */
const paths = Object.values(pages)
  .filter(({ who, pattern }) => who === 'member' && !pattern.includes(':'))
  .map(({ pattern }) => pattern);

/** Each page of a member, told apart by what it shows. */
async function walk(page: Page, url: string, visit: (what: string) => Promise<void>) {
  for (const path of [...paths, '/nowhere']) {
    await page.goto(url + path);
    await visit(path);
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a shopper’s pages can be used by everyone, ${colorScheme}`, async ({
    tillpass,
    browser,
  }) => {
    const page = await phone(browser, { colorScheme, ...noWorker });
    await page.goto(`${tillpass.url}/P/M1`);
    await expectAccessible(page, 'poster');
    const address = newAddress();
    await askFromPoster(page, tillpass, address);
    await expectAccessible(page, 'waiting');
    const { link } = await tillpass.mailTo(address);
    const other = await phone(browser, { colorScheme, ...noWorker });
    await other.goto(link);
    await expectAccessible(other, 'link');

    await join(page, tillpass);
    await walk(page, tillpass.url, (what) => expectAccessible(page, what));
    await page.goto(`${tillpass.url}/rewards/coffee`);
    await expectAccessible(page, 'reward');
    await page.goto(`${tillpass.url}/wallet`);
    await issue(page);
    await expectAccessible(page, 'voucher');
    // Escape is heard by the page's script.
    await untilFitted(page);
    await openTrouble(page);
    await expectAccessible(page, 'it won’t scan');
    await page.getByRole('checkbox', { name: 'Larger' }).check();
    await expectAccessible(page, 'larger');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await expectAccessible(page, 'the menu');
    await page.keyboard.press('Escape');
    await cancelVoucher(page);
    await expectAccessible(page, 'cancelled');
  });
}

test('the pages are as good in Arabic, from right to left', async ({ tillpass, browser }) => {
  const stranger = await phone(browser, { ...noWorker, locale: 'ar', colorScheme: 'dark' });
  for (const path of ['/P/M1', '/sign-in']) {
    await stranger.goto(tillpass.url + path);
    await expectAccessible(stranger, `${path}, Arabic`);
  }
  const page = await phone(browser, noWorker);
  await join(page, tillpass);
  await issue(page);
  const voucher = page.url();
  await speakArabic(page);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.emulateMedia({ colorScheme: 'dark' });
  await walk(page, tillpass.url, (what) => expectAccessible(page, what));
  await page.goto(voucher);
  await expectAccessible(page, 'voucher');
  // Nothing may stick out sideways, whichever way the page reads.
  const spill = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(spill).toBeLessThanOrEqual(0);
});

test('the till page can be used by everyone', async ({ tillpass, browser }) => {
  const shopper = await phone(browser, noWorker);
  await join(shopper, tillpass);
  const digits = await issue(shopper);
  const page = await till(await browser.newContext(), tillpass);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `ready to scan, ${colorScheme}`);
  }
  await page.getByLabel('Digits under the bars').fill(digits);
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByRole('button', { name: 'Redeem' })).toBeVisible();
  await expectAccessible(page, 'what to give');
  await page.getByRole('button', { name: 'Redeem' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expectAccessible(page, 'done');
  await page.getByRole('button', { name: /^Menu/ }).click();
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expectAccessible(page, 'the menu, Arabic');
  await page.keyboard.press('Escape');
  await expectAccessible(page, 'done, Arabic');
});
