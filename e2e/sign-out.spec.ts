import { expect, type Page } from '@playwright/test';
import { issue, join, phone, watched } from './people.ts';
import { leftHere } from './phone-storage.ts';
import { test } from './tillpass.ts';
import { through, untilKept } from './weather.ts';

const leftOn = (page: Page) => page.evaluate(leftHere);

/** Puts a key where the app keeps the pass's, and holds it open as a page does that is in use. */
const storePass = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('pass');
        request.addEventListener('error', reject);
        request.addEventListener('success', () => {
          Object.assign(globalThis, { heldOpen: request.result });
          resolve();
        });
      }),
  );

test('signing out leaves nothing of the member on the phone', async ({ browser, tillpass }) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await issue(page);
    await untilKept(page, /redemptions/);
    await page.goto(`${server.url}/profile`);
    await storePass(page);
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
    await storePass(page);
    await storePass(other);

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
