import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { chromiumPath } from './browser.ts';
import { type Network, openNetwork } from './network.ts';
import { digitsOn, issue, join, phone, watched } from './people.ts';
import { readWithZxing } from './readers.ts';
import { type Server, test } from './tillpass.ts';

/** A shopper's phone that can be switched off and on again. */
async function ownPhone(folder: string): Promise<{ context: BrowserContext; page: Page }> {
  const executablePath = chromiumPath();
  const context = await chromium.launchPersistentContext(folder, {
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 3,
    ...(executablePath && { executablePath }),
  });
  return { context, page: watched(context.pages()[0] ?? (await context.newPage())) };
}

/** A phone in bad weather: what the browser notes of a portal's answers is no fault of the page. */
const inBadWeather = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();

/** A server as seen through a network with weather of its own. */
async function through(
  tillpass: Server,
  use: (seen: { server: Server; network: Network }) => Promise<void>,
): Promise<void> {
  const network = await openNetwork(tillpass.url);
  try {
    await use({ server: { ...tillpass, url: network.url }, network });
  } finally {
    await network.close();
  }
}

/** The paths of the documents that the worker keeps. */
const keptOn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    if (!(await caches.has('member'))) return [];
    const requests = await (await caches.open('member')).keys();
    return requests.map(({ url }) => new URL(url).pathname).sort();
  });

const untilKept = (page: Page, path: string | RegExp) =>
  expect
    .poll(async () => (await keptOn(page)).join(' '))
    .toMatch(typeof path === 'string' ? new RegExp(`${path}\\b`) : path);

/** Everything that scripts can find on the phone, but for the app's own files. */
const leftOn = (page: Page) =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => !name.startsWith('workbox-precache'));
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return [...names, ...databases, ...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  });

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
    await untilKept(page, '/wallet');
    await context.close();

    ({ context, page } = await ownPhone(folder));
    network.weather = 'gone';
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByText('Good to see you')).toBeVisible();
    await expect(page.getByText(/No connection. Last updated/)).toBeVisible();
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
    await expect(page.getByText(/No connection. Last updated/)).toBeVisible();
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
  await join(page, tillpass);
  const ready = () => page.evaluate(() => dispatchEvent(new Event('beforeinstallprompt')));
  await ready();
  const digits = await issue(page);
  const voucher = new URL(page.url()).pathname;
  await untilKept(page, voucher);

  await page.goto(`${tillpass.url}/wallet`);
  await expect(page.getByText('Ready to scan')).toBeHidden();
  await ready();
  const offer = page.getByRole('button', { name: 'Add to home screen' });
  await expect(offer).toBeHidden();

  const answer = await fetch(`${tillpass.url}/pos/v1/redemptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tillpass.posKey}` },
    body: JSON.stringify({ scanned: digits, receiptNumber: `offline-${digits}` }),
  });
  expect(answer.ok).toBe(true);
  await expect.poll(async () => (await keptOn(page)).includes(voucher)).toBe(false);
  await expect(offer).toBeVisible();
  await page.getByRole('button', { name: 'Not now' }).click();
  await page.reload();
  await expect(page.getByText('Good to see you')).toBeVisible();
  await ready();
  await expect(offer).toBeHidden();
  await page.context().close();
});

test('signing out leaves nothing of the member on the phone', async ({ browser, tillpass }) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await issue(page);
    await untilKept(page, /redemptions/);
    await page.goto(`${server.url}/profile`);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    expect(await leftOn(page)).toEqual([]);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name)).not.toContain('__Host-session');

    network.weather = 'gone';
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
    await page.context().close();
  });
});

test('signing out with no network leaves nothing, and the server hears of it first', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await issue(page);
    await untilKept(page, /redemptions/);
    const other = watched(await page.context().newPage());
    await other.goto(`${server.url}/wallet`);
    await page.goto(`${server.url}/profile`);
    await untilKept(page, '/profile');

    network.weather = 'gone';
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect(page.getByText('You’re signed out')).toBeVisible();
    await expect(other.getByText('You’re signed out')).toBeVisible();
    // That a sign-out is owed says nothing of whom.
    expect(await leftOn(page)).toEqual(['sign-out-owed']);
    for (const path of ['/wallet', '/profile', '/rewards']) {
      await page.goto(server.url + path);
      await expect(page.getByText('You’re signed out')).toBeVisible();
    }
    await page.goBack();
    await expect(page.getByText('You’re signed out')).toBeVisible();

    network.heard.length = 0;
    network.weather = 'fair';
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    expect(network.heard[0]).toBe('POST /api/sign-out');
    expect(await leftOn(page)).toEqual([]);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name)).not.toContain('__Host-session');
    await page.context().close();
  });
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
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect
      .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null))
      .toBe(true);
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
