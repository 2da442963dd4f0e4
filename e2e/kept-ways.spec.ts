import { expect, type Page } from '@playwright/test';
import { issue, join, phone } from './people.ts';
import { test } from './tillpass.ts';
import { through, untilKept, untilKeptWith } from './weather.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name }).click();
const press = (page: Page, name: string) => page.getByRole('link', { name }).first().click();

/** For each page: a text that identifies it, and the links that lead to it from the wallet. */
const pages = {
  rewards: {
    go: (page: Page) => tab(page, 'Rewards'),
    sight: (page: Page) => heading(page, 'Rewards'),
  },
  profile: {
    go: (page: Page) => tab(page, 'Profile'),
    sight: (page: Page) => page.getByText('Member since'),
  },
  history: {
    go: (page: Page) => press(page, 'All history'),
    sight: (page: Page) => heading(page, 'History'),
  },
  reward: {
    go: (page: Page) => press(page, '€5 off'),
    sight: (page: Page) => heading(page, '€5 off'),
  },
  voucher: {
    go: (page: Page) => page.getByRole('list', { name: 'Ready to scan' }).getByRole('link').click(),
    sight: (page: Page) => page.getByText('It won’t scan'),
  },
};

test('after the first visit no tab leads to nothing without signal', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    // All but the wallet were never opened on this phone.
    for (const path of ['/wallet', '/history', '/profile']) await untilKept(page, path);
    network.weather = 'gone';
    for (const name of ['profile', 'history'] as const) {
      await page.goto(`${server.url}/wallet`);
      await pages[name].go(page);
      await expect(pages[name].sight(page)).toBeVisible();
      await page.goto(`${server.url}/${name}`);
      await expect(pages[name].sight(page)).toBeVisible();
    }
    await page.context().close();
  });
});

test('whichever kept page is opened afresh without signal, each way in the app leads to the others', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await issue(page);
    const voucher = new URL(page.url()).pathname;
    const opened = ['/wallet', '/rewards', '/rewards/five-off', '/history', '/profile', voucher];
    for (const path of opened) await page.goto(server.url + path);
    for (const path of ['/history', '/profile', voucher]) await untilKept(page, path);
    await untilKeptWith(page, '/wallet', voucher);

    network.weather = 'gone';
    const wallet = page.getByText('Good to see you');
    for (const path of opened) {
      await test.step(`from ${path}`, async () => {
        for (const { go, sight } of Object.values(pages)) {
          await page.goto(server.url + path);
          const back = page.getByRole('link', { name: 'Back', exact: true });
          // A voucher leads back to the wallet, a reward to the rewards, and every other page by its tabs.
          if (path === voucher || path === '/rewards/five-off') await back.click();
          if (path !== voucher) await tab(page, 'Wallet');
          await expect(wallet).toBeVisible();
          await go(page);
          await expect(sight(page)).toBeVisible();
        }
      });
    }
    await page.context().close();
  });
});
