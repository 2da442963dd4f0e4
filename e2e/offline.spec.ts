import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { openNetwork } from './network.ts';
import { ownPhone } from './own-phone.ts';
import { digitsOn, issue, join, openApp, phone } from './people.ts';
import { readWithZxing } from './readers.ts';
import { test } from './tillpass.ts';
import { keptOn, through, untilKept, untilKeptWith, untilNewVersion } from './weather.ts';

/** A phone whose console may have errors: a portal's answers cause them, and not the page. */
const inBadWeather = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();

test('the wallet and its barcode open with no network, after the browser was closed', async ({
  tillpass,
}) => {
  const folder = await mkdtemp(joinPath(tmpdir(), 'tillpass-phone-'));
  const network = await openNetwork(tillpass.url);
  const server = { ...tillpass, url: network.url };
  let { context, page } = await ownPhone(folder);
  try {
    await join(page, server);
    const digits = await issue(page);
    const voucher = new URL(page.url()).pathname;
    await untilKept(page, voucher);
    await untilKeptWith(page, '/wallet', voucher);
    await context.close();

    ({ context, page } = await ownPhone(folder));
    network.weather = 'gone';
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByText('Good to see you')).toBeVisible();
    await expect(page.getByText(/No connection/)).toBeVisible();
    await page.getByRole('link', { name: /Show barcode/ }).click();
    expect(await digitsOn(page)).toBe(digits);

    await page.goto(server.url + voucher);
    expect(await readWithZxing(await page.screenshot(), 'code-128')).toEqual([digits]);

    await page.goto(`${server.url}/wallet#barcode`);
    await expect(page).toHaveURL(server.url + voucher);
    expect(await digitsOn(page)).toBe(digits);

    await page.goto(`${server.url}/P/M1`);
    await expect(page).toHaveURL(`${server.url}/wallet`);

    await page.goto(`${server.url}/sign-in`);
    await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
    await page.getByRole('link', { name: 'My code' }).click();
    await expect(page.getByRole('img', { name: 'Member barcode' })).toBeVisible();
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('link', { name: 'Open my wallet' }).click();
    await expect(page.getByText('Good to see you')).toBeVisible();
  } finally {
    await context.close();
    await network.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a network that hangs or wants its own sign-in neither delays nor replaces what is kept', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await inBadWeather(browser);
    await join(page, server);
    await untilKept(page, '/wallet');

    network.weather = 'hangs';
    await page.goto(`${server.url}/wallet`, { waitUntil: 'commit' });
    await expect(page.getByText('Good to see you')).toBeVisible({ timeout: 2_000 });

    network.weather = 'portal';
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByText(/No connection/)).toBeVisible();
    await page.reload();
    await expect(page.getByText('Good to see you')).toBeVisible();

    network.weather = 'fair';
    await page.reload();
    await expect(page.getByText('Good to see you')).toBeVisible();
    await expect(page.getByText(/No connection/)).toBeHidden();
    await page.context().close();
  });
});

test('a voucher that was used is no longer kept, and installing is offered then', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  // The browser asks before the app is there.
  await page.addInitScript(() =>
    addEventListener('DOMContentLoaded', () => dispatchEvent(new Event('beforeinstallprompt'))),
  );
  await join(page, tillpass);
  const digits = await issue(page);
  const voucher = new URL(page.url()).pathname;
  await untilKept(page, voucher);

  // The app is there, and would offer it.
  await openApp(page, `${tillpass.url}/wallet`);
  const offer = page.getByRole('button', { name: 'Add to home screen' });
  await expect(offer).toBeHidden();

  await tillpass.redeem(digits);
  await expect.poll(async () => (await keptOn(page)).includes(voucher)).toBe(false);
  await expect(offer).toBeVisible();
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.reload();
  await expect(page.getByText('Good to see you')).toBeVisible();
  await expect(offer).toBeHidden();
  await page.context().close();
});

test('a new version asks before it reloads, and not over a voucher', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await untilKept(page, '/wallet');
    await page.reload();
    await issue(page);
    network.newVersion();
    await untilNewVersion(page);
    const notice = page.getByText('A new version is ready.');
    await expect(notice).toBeHidden();

    await page.getByRole('link', { name: 'Back' }).click();
    await expect(notice).toBeVisible();
    await page.evaluate(() => Object.assign(globalThis, { before: true }));
    await page.getByRole('button', { name: 'Reload' }).click();
    // Asking a page that is just being left fails, and means not yet.
    const isStillThere = () => page.evaluate(() => 'before' in globalThis).catch(() => true);
    await expect.poll(isStillThere).toBe(false);
    await expect(page.getByText('Good to see you')).toBeVisible();
    await expect(notice).toBeHidden();
    expect(
      await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting === null),
    ).toBe(true);
    await page.context().close();
  });
});
