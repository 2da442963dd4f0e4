import { join as joinPath } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { openShopify, type ShopifyStandIn } from '#server/tests/kit/mint/shopify-stand-in.ts';
import { expectAccessible } from './axe.ts';
import { cancelVoucher, join, openReward, phone } from './people.ts';
import { readWithZbar, readWithZxing } from './readers.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own: its store's tills are Shopify's, for which a stand-in answers.
let server: Server;
let shop: ShopifyStandIn;
test.beforeAll(async () => {
  shop = await openShopify();
  server = await startServer({ SHOPIFY_BASE_URL: shop.origin });
  await server.admin(['program', joinPath(import.meta.dirname, 'mint-program.yaml')]);
  const where = ['main', 'shopify', '--shop', 'corner.myshopify.com'];
  const said = await server.admin(['connect', ...where], `${shop.token}\n`);
  expect(said).toContain('main makes its discounts at corner.myshopify.com');
  expect(said).not.toContain(shop.token);
});
test.afterAll(async ({ browser }) => {
  await closeShop(server, browser);
  await shop.close();
});
test.beforeEach(() => {
  shop.trouble = () => null;
});

/** Picks the reward and waits for the voucher's page, with or without a code on it. */
async function order(page: Page): Promise<void> {
  await openReward(page, '5.00 off');
  await page.getByRole('button', { name: /^Use \d+ points/ }).click();
  await expect(page).toHaveURL(/\/redemptions\//);
}

test('a shopper gets a discount of the shop’s own, and it is used there', async ({ browser }) => {
  const shopper = await phone(browser);
  await join(shopper, server);
  shop.trouble = () => 'throttled';
  await order(shopper);
  await expect(shopper.getByText('Getting your code…')).toBeVisible();
  await expectAccessible(shopper, 'mint 1');
  shop.trouble = () => null;
  await expect.poll(() => shop.live().length).toBe(1);
  const code = shop.live()[0]?.code ?? '';
  await expect(shopper.getByText(code, { exact: true })).toBeVisible();
  await expectAccessible(shopper, 'mint 2');
  const link = `https://corner.myshopify.com/discount/${code}`;
  const screen = await shopper.screenshot();
  expect(await readWithZbar(screen, 'qr')).toEqual([link]);
  expect(await readWithZxing(screen, 'qr')).toEqual([link]);

  expect(shop.sell(code)).toBe(true);
  await expect(shopper.getByRole('heading', { name: 'You’ve received “5.00 off”' })).toBeVisible();
  await expect(shopper.getByText(/Used at Main\sStreet, Shopify/)).toBeVisible();
  await expect(shopper.getByText('You have 50 points left.')).toBeVisible();
});

test('cancelled on the phone, it is withdrawn in the shop, and the points come back', async ({
  browser,
}) => {
  const shopper = await phone(browser);
  await join(shopper, server);
  await order(shopper);
  await expect(shopper.getByRole('button', { name: 'More', exact: true })).toBeVisible();
  await expect.poll(() => shop.live().length).toBe(1);
  const code = shop.live()[0]?.code ?? '';
  await expect(shopper.getByText(code, { exact: true })).toBeVisible();
  await cancelVoucher(shopper);
  await expect(shopper.getByText(/Your points come back in a moment/)).toBeVisible();
  await expectAccessible(shopper, 'mint 3');
  // Shopify counts late, so we wait before we believe that nobody used it.
  await expect(shopper.getByText('Cancelled. 100 points are back.')).toBeVisible({
    timeout: 30_000,
  });
  expect(shop.live()).toHaveLength(0);
  expect(shop.sell(code)).toBe(false);
});

test('a shop whose key ended says so on the phone, and no points are gone', async ({ browser }) => {
  const shopper = await phone(browser);
  await join(shopper, server);
  shop.trouble = () => 'unauthorised';
  await order(shopper);
  await expect(shopper.getByText('We couldn’t get your code. Your points are back.')).toBeVisible();
  await expectAccessible(shopper, 'mint 4');
  await shopper.getByRole('link', { name: 'To the wallet' }).click();
  await expect(shopper.getByText('150', { exact: true })).toBeVisible();
});
