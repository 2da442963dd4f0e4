import { type Browser, expect, type Page } from '@playwright/test';
import type { Weather } from './network.ts';
import { askFromPoster, join, newAddress, openApp } from './people.ts';
import { test } from './tillpass.ts';
import { watched } from './watched.ts';
import { through, untilInstalled, untilKept } from './weather.ts';

/** A phone whose console may have errors: a portal's answers cause them, and not the page. */
const shopper = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();

const noConnection = (page: Page) => page.getByRole('heading', { name: 'No connection' });
const wallet = (page: Page) => page.getByText('Good to see you');

for (const weather of ['portal', 'led-away'] satisfies Weather[]) {
  test(`a network's own sign-in (${weather}) is no page of ours, and can be reached`, async ({
    browser,
    tillpass,
  }) => {
    await through(tillpass, async ({ server, network }) => {
      const page = await shopper(browser);
      await join(page, server);
      await untilKept(page, '/wallet');

      network.weather = weather;
      await page.goto(`${server.url}/sign-in`);
      await expect(noConnection(page)).toBeVisible();
      await expect(page.getByText('Alder & Rye')).toBeVisible();
      await expect(page.getByText('This network wants its own sign-in first.')).toBeVisible();
      await page.getByRole('link', { name: 'Open its sign-in' }).click();
      await expect(page.getByText('Welcome to Free Wifi')).toBeVisible();

      await page.goto(`${server.url}/P/M1`);
      await expect(wallet(page)).toBeVisible();
      await page.getByRole('link', { name: 'This network wants its own sign-in.' }).click();
      await expect(page.getByText('Welcome to Free Wifi')).toBeVisible();

      network.weather = 'fair';
      await page.goto(`${server.url}/online`);
      await expect(wallet(page)).toBeVisible();
      await expect(page.getByText('No connection')).toBeHidden();
      await page.context().close();
    });
  });
}

test('a network that hangs gives way, soon to what is kept, and a slow one is waited for', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await shopper(browser);
    await join(page, server);
    await untilKept(page, '/wallet');

    network.weather = 'slow';
    await page.goto(`${server.url}/history`);
    await expect(page.getByRole('heading', { name: 'History' })).toBeVisible();

    network.weather = 'hangs';
    const soon = { timeout: 8_000 };
    await page.goto(`${server.url}/rewards/coffee`, soon);
    await expect(page.getByRole('heading', { name: 'Any coffee' })).toBeVisible();
    await page.goto(`${server.url}/P/M1`, soon);
    await expect(wallet(page)).toBeVisible();
    // Where there is nothing to show, a page waits longer: both at once.
    const other = await page.context().newPage();
    await Promise.all(
      [page, other].map(async (one, at) => {
        await one.goto(server.url + (at === 0 ? '/sign-in' : '/sign-in/asked-before'));
        await expect(noConnection(one)).toBeVisible();
      }),
    );
    await page.context().close();
  });
});

test('a page that leads on to signing in still does', async ({ browser, tillpass }) => {
  await through(tillpass, async ({ server }) => {
    const page = watched(await shopper(browser));
    await page.goto(`${server.url}/P/M1`);
    await untilInstalled(page);
    await page.goto(`${server.url}/wallet`);
    await expect(page).toHaveURL(`${server.url}/sign-in`);
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    await page.goto(`${server.url}/sign-in/nobody-asked-for-this`);
    await expect(page.getByText('This mail no longer works.')).toBeVisible();
    await page.context().close();
  });
});

test('a script that was changed on its way never runs, and forms work without it', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    for (const file of ['index', 'app']) {
      network.spoiled = `/assets/${file}-`;
      const page = await shopper(browser);
      const refused = page.waitForEvent('console', (message) => /integrity/.test(message.text()));
      await page.goto(`${server.url}/P/M1`);
      expect((await refused).text()).toContain(network.spoiled);
      await askFromPoster(page, server, newAddress());
      const workers = await page.evaluate(() => navigator.serviceWorker.getRegistrations());
      expect(workers, file).toEqual([]);
      await page.context().close();
    }
  });
});

test('pages whose scripts come late are drawn as they come, one after another', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await shopper(browser);
    await join(page, server);
    network.heldFiles = ['/assets/rewards-pages', '/assets/voucher-pages'];
    await openApp(page, `${server.url}/scan`);
    await page.getByRole('link', { name: 'Rewards' }).click();
    await expect(page).toHaveURL(/\/rewards$/);
    network.heldFiles = ['/assets/voucher-pages'];
    await page.getByRole('link', { name: 'Any coffee' }).click();
    await page.getByRole('button', { name: 'Use 60 points' }).click();
    await expect(page).toHaveURL(/\/redemptions\//);
    network.heldFiles = [];
    await expect(page.getByRole('img', { name: /^Barcode/ })).toBeVisible();
    await page.context().close();
  });
});
