import { expect, type Locator, type Page } from '@playwright/test';
import { openScan, untilPass } from './passes.ts';
import {
  digitsOn,
  join,
  newAddress,
  noWorker,
  openApp,
  openReward,
  phone,
  signIn,
  typeCode,
} from './people.ts';
import { test } from './tillpass.ts';
import { through, untilKept } from './weather.ts';

/** The smallest phone that many people have. */
const small = { viewport: { width: 360, height: 640 } };
const whole = { ratio: 1 } as const;

/** What can be tapped without a scroll, under a card that is low enough for it. */
async function expectAboveTabs(page: Page, button: Locator): Promise<void> {
  // What is not there has no place: NaN fails every comparison.
  const topOf = async (one: Locator) => (await one.boundingBox())?.y ?? Number.NaN;
  const heightOf = async (one: Locator) => (await one.boundingBox())?.height ?? Number.NaN;
  const tabs = page.getByRole('navigation');
  await expect
    .poll(async () => (await topOf(tabs)) - (await topOf(button)) - (await heightOf(button)))
    .toBeGreaterThanOrEqual(0);
  await expect.poll(() => heightOf(page.locator('.card'))).toBeLessThanOrEqual(200);
}

test('a returning member sees card and first reward, and is one tap from its barcode', async ({
  browser,
  tillpass,
}) => {
  const first = await phone(browser, small);
  await join(first, tillpass);
  const page = await first.context().newPage();
  await page.goto(`${tillpass.url}/wallet`);
  const use = page.getByRole('button', { name: /^Use \d+ points/ });
  await expect(page.getByText('150', { exact: true })).toBeInViewport(whole);
  await expect(use).toBeInViewport(whole);
  // Before points are taken, the page says how long a voucher works and when the points come back.
  await expect(page.getByText(/works for 30 minutes/)).toBeInViewport(whole);
  await expectAboveTabs(page, use);

  await use.click();
  await expect(page).toHaveURL(/\/redemptions\//);
  await expect(page.getByRole('img', { name: /^Barcode/ })).toBeInViewport(whole);
  expect(await digitsOn(page)).toMatch(/^\d{12}$/);
  await page.goBack();
  await expect(page.getByRole('list', { name: 'Ready to scan' })).toBeVisible();
  // It is not offered again beside its own barcode.
  await expect(use).toHaveCount(0);
  await page.getByRole('link', { name: 'Show its barcode' }).click();
  await expect(page).toHaveURL(/\/redemptions\//);
  await page.context().close();
});

test('in Arabic too the first reward’s button is whole, and the bars on the card turn it over', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser, { ...noWorker, ...small, locale: 'ar' });
  await signIn(page, tillpass);
  await page.goto(`${tillpass.url}/wallet`);
  const use = page.getByRole('button', { name: 'استبدل' }).first();
  await expect(use).toBeInViewport(whole);
  await expectAboveTabs(page, use);
  await page.getByRole('link', { name: 'اعرض باركودي' }).click();
  await expect(page).toHaveURL(/\/scan$/);
  await page.context().close();
});

test('who may be at home is asked, now or later in the shop, before half an hour begins', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser, small);
  const address = newAddress();
  // From no poster.
  await page.goto(`${tillpass.url}/sign-in`);
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me the code' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const { code } = await tillpass.mailTo(address);
  await typeCode(page, code);
  await expect(page).toHaveURL(/\/wallet$/);
  const asked = page.getByText(/^In the shop now\? The barcode works for 30 minutes/);
  await expect(asked).toBeInViewport(whole);
  await expect(page.getByRole('button', { name: /^Use \d+ points/ })).toBeInViewport(whole);
  await openReward(page, 'Any coffee');
  await expect(asked).toBeInViewport(whole);
  await page.getByText('Later, in the shop').click();
  await expect(page.getByText(/^Nothing is taken now/)).toBeVisible();
  await page.getByRole('link', { name: 'Back' }).click();
  await page.getByRole('link', { name: 'Wallet' }).click();
  await expect(page.locator('.card .balance')).toHaveText('150 points');
  await page.context().close();
});

test('the member barcode is one tap away on every page, with no network and without scripts', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser, small);
    await join(page, server);
    await untilPass(page);
    for (const path of ['/wallet', '/history', '/profile']) await untilKept(page, path);
    network.weather = 'gone';
    const bars = page.getByRole('img', { name: 'Member barcode' }).filter({ visible: true });
    for (const path of ['/wallet', '/rewards', '/history', '/profile', '/scan']) {
      await page.goto(server.url + path);
      await openScan(page);
      await expect(bars).toBeInViewport(whole);
    }
    network.weather = 'fair';
    const storageState = await page.context().storageState();
    const bare = await phone(browser, { ...small, storageState, javaScriptEnabled: false });
    await bare.goto(`${server.url}/wallet`);
    await bare.getByRole('link', { name: 'My code', exact: true }).click();
    await expect(
      bare.getByRole('img', { name: 'Member barcode' }).filter({ visible: true }),
    ).toBeInViewport(whole);
    await bare.context().close();
    await page.context().close();
  });
});

test('without signal the first reward’s button leads to a pass', async ({ browser, tillpass }) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser, small);
    await join(page, server);
    await untilPass(page);
    await untilKept(page, '/wallet');
    network.weather = 'gone';
    await page.getByRole('button', { name: /^Use \d+ points/ }).click();
    await expect(page.getByText('Made on this phone')).toBeVisible();
    await page.goBack();
    await page.getByRole('link', { name: 'Use it without signal' }).first().click();
    await expect(page.getByText('Made on this phone')).toBeVisible();
    await page.context().close();
  });
});

test('a page that is opened inside the app begins at its top, and an hour later nothing is forgotten', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser, small);
  await page.clock.install();
  await join(page, tillpass);
  await openApp(page, `${tillpass.url}/wallet`);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const tab = (name: string) => page.getByRole('navigation').getByRole('link', { name });
  await tab('Rewards').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rewards' })).toBeInViewport();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  await expect(page.getByRole('main')).toBeFocused();
  // The document alone says who visits, and no query asks for it again.
  await page.clock.fastForward('01:00:00');
  await tab('Wallet').click();
  await expect(page.getByRole('heading', { name: 'Good to see you' })).toBeVisible();
  await tab('Profile').click();
  await expect(page.getByRole('banner')).toContainText('Alder & Rye');
  await page.context().close();
});
