import { readdirSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { type Browser, expect, type Page } from '@playwright/test';
import { unpack } from './kept-builds/pack.ts';
import { digitsOn, issue, join, openApp, openReward, phone, signOut } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';
import { leftOn, untilKept, untilKeptWith, untilNewerWaits } from './weather.ts';

/** Builds of days that are past, the oldest first. One goes when it is older than ninety days. */
const days = ['2026-11-25'];

/** A server that still has the build of a day, as on that day; its program is today's. */
async function onThatDay(
  day: string,
  browser: Browser,
  use: (seen: { server: Server; scripts: readonly string[] }) => Promise<void>,
): Promise<void> {
  const build = await unpack(day);
  const server = await startServer({ BUILD_DIR: build.dist });
  try {
    await use({ server, scripts: readdirSync(joinPath(build.dist, 'app/assets')) });
  } finally {
    await closeShop(server, browser);
    await build.remove();
  }
}

/** The new build comes to the server, and the phone notices. */
async function bringToday(server: Server, page: Page): Promise<void> {
  await server.stop();
  await server.again({ BUILD_DIR: '' });
  await untilNewerWaits(page);
}

for (const day of days) {
  test(`a phone with the version of ${day} collects, redeems and leaves`, async ({ browser }) => {
    await onThatDay(day, browser, async ({ server }) => {
      const page = await phone(browser);
      const address = await join(page, server);
      await untilKept(page, '/wallet');
      await page.reload();
      const digits = await issue(page);
      await server.redeem(digits);
      await expect(page.getByText(/Used at /)).toBeVisible();
      await page.goto(`${server.url}/history`);
      await expect(page.getByText('Any coffee')).toBeVisible();

      await signOut(page, server, { asks: false });
      expect(await leftOn(page)).toEqual([]);
      await join(page, server, address);
      await expect(page.getByText('Good to see you')).toBeVisible();
    });
  });

  test(`a phone with the version of ${day} is asked to take today's, and loses nothing`, async ({
    browser,
  }) => {
    await onThatDay(day, browser, async ({ server, scripts }) => {
      const page = await phone(browser);
      await join(page, server);
      await untilKept(page, '/wallet');
      await openApp(page, `${server.url}/wallet`);
      await openReward(page, 'Any coffee');
      await bringToday(server, page);

      // The old page is still in use.
      await page.getByRole('button', { name: /^Use \d+ points/ }).click();
      const digits = await digitsOn(page);
      const voucher = new URL(page.url()).pathname;
      const notice = page.getByText('A new version is ready.');
      await expect(notice).toBeHidden();
      for (const script of scripts) {
        const answer = await page.request.get(`${server.url}/assets/${script}`);
        expect(answer.status(), script).toBe(200);
      }

      await page.getByRole('link', { name: 'Back' }).click();
      await expect(notice).toBeVisible();
      await page.getByRole('button', { name: 'Reload' }).click();
      // First, because the old page, which is a wallet too, stays until the new one is there.
      const old = scripts.find((name) => /^index-.*\.js$/.test(name));
      await expect(page.locator('script[src]')).not.toHaveAttribute('src', `/assets/${old}`);
      await expect(notice).toBeHidden();
      await expect(page.getByText('Good to see you')).toBeVisible();
      await untilKept(page, voucher);

      await server.stop();
      await page.goto(server.url + voucher);
      expect(await digitsOn(page)).toBe(digits);
    });
  });
}

test('a version older than ninety days says so, and still shows a live voucher', async ({
  browser,
  tillpass,
}) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await join(page, tillpass);
  const digits = await issue(page);
  const [, , id = ''] = new URL(page.url()).pathname.split('/');
  await untilKeptWith(page, '/wallet', id);
  await page.getByRole('link', { name: 'Back' }).click();
  // The header of a phone that has kept its script for half a year.
  await context.setExtraHTTPHeaders({ 'x-tillpass-build': '2026-05-01' });
  await page.reload();
  const notice = page.getByRole('status').getByText('This page is too old.');
  await expect(notice).toBeVisible();
  await page.getByRole('link', { name: /Show barcode/ }).click();
  expect(await digitsOn(page)).toBe(digits);
  await expect(notice).toBeHidden();

  await page.getByRole('link', { name: 'Back' }).click();
  await context.setExtraHTTPHeaders({});
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(notice).toBeHidden();
  await expect(page.getByRole('link', { name: /Show barcode/ })).toBeVisible();
  await context.close();
});
