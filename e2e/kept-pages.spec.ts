import { expect, type Page } from '@playwright/test';
import { digitsOn, issue, join, openApp, phone, untilAlive } from './people.ts';
import { test } from './tillpass.ts';
import { cutOff, through, untilKept } from './weather.ts';

const away = (page: Page) => page.getByText(/No connection/);
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** Makes what the phone keeps look as if it had been kept some time ago; what happened then stays where it was. */
const age = (page: Page, minutes: number) =>
  page.evaluate(async (ms) => {
    const cache = await caches.open('member');
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      const html = (await kept?.text()) ?? '';
      const older = html.replace(
        /"at":(\d{13})(?=,"(queries|member|lines)")/g,
        (_all, at) => `"at":${at - ms}`,
      );
      await cache.put(request, new Response(older, { headers: kept?.headers ?? {} }));
    }
  }, minutes * 60_000);

/** Deletes one kept document: its page was then seen inside the app only. */
const drop = (page: Page, path: string) =>
  page.evaluate(async (one) => (await caches.open('member')).delete(one), path);

test('each page that was looked at opens with no network, and says from when it is', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    const digits = await issue(page);
    const voucher = new URL(page.url()).pathname;
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByRole('link', { name: 'All history' }).click();
    await expect(heading(page, 'History')).toBeVisible();
    await page.getByRole('link', { name: 'Profile' }).click();
    await expect(heading(page, 'Profile')).toBeVisible();
    await page.getByRole('link', { name: 'Rewards' }).click();
    await page.getByRole('link', { name: 'Any coffee' }).click();
    await expect(heading(page, 'Any coffee')).toBeVisible();
    for (const path of ['/wallet', '/history', '/profile', voucher]) await untilKept(page, path);
    // The wallet's document contains the voucher too.
    await drop(page, voucher);

    network.weather = 'gone';
    const pages = {
      '/history': heading(page, 'History'),
      '/profile': heading(page, 'Profile'),
      '/rewards': heading(page, 'Rewards'),
      '/rewards/coffee': heading(page, 'Any coffee'),
      '/wallet': page.getByText('Good to see you'),
    };
    for (const [path, sight] of Object.entries(pages)) {
      await page.goto(server.url + path);
      await expect(sight).toBeVisible();
      await expect(away(page)).toBeVisible();
    }
    await page.getByRole('link', { name: 'Profile' }).click();
    await expect(page.getByText('Member since')).toBeVisible();
    await page.goto(server.url + voucher);
    expect(await digitsOn(page)).toBe(digits);

    await page.goto(`${server.url}/rewards/nothing-we-know`);
    await expect(heading(page, 'No connection')).toBeVisible();
    await page.context().close();
  });
});

test('old points say their age at once, and a network that hangs is soon called none', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await page.getByRole('link', { name: 'All history' }).click();
    for (const path of ['/wallet', '/history']) await untilKept(page, path);
    await cutOff(page, network, 'hangs');
    await age(page, 10);

    for (const path of ['/wallet', '/history']) {
      await page.goto(server.url + path, { waitUntil: 'commit' });
      await expect(page.getByText('Updated 10 minutes ago')).toBeVisible({ timeout: 4_000 });
      // Much sooner than the request's timeout.
      await expect(away(page)).toBeVisible({ timeout: 8_000 });
    }
    network.weather = 'fair';
    await page.reload();
    await expect(page.getByText('Updated 10 minutes ago')).toBeHidden();
    await page.context().close();
  });
});

test('a language chosen with no network changes nothing, and one chosen with it changes what is kept', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    for (const path of ['/wallet', '/profile']) await untilKept(page, path);

    network.weather = 'gone';
    const arabic = page.getByRole('button', { name: 'العربية' });
    await openApp(page, `${server.url}/profile`);
    await arabic.click();
    await expect(page.getByText('No connection.')).toBeVisible();
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByText('Good to see you')).toBeVisible();

    network.weather = 'fair';
    await page.goto(`${server.url}/profile`);
    // By the app, which waits until the worker has forgotten the documents of the other language.
    await untilAlive(arabic);
    await arabic.click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
    await untilKept(page, '/wallet');
    network.weather = 'gone';
    await page.goto(`${server.url}/wallet`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
    await page.context().close();
  });
});
