import { expect, type Page } from '@playwright/test';
import { memberApi } from '#contract/paths.ts';
import { untilPass } from './passes.ts';
import {
  issue,
  join,
  joinOnScreen,
  noWorker,
  openApp,
  phone,
  pressSignOut,
  send,
  untilAlive,
} from './people.ts';
import { type Server, test } from './tillpass.ts';
import { watched } from './watched.ts';
import { leftOn, notYet, onPage, through, untilKept } from './weather.ts';

/** Holds open where the app has stored the pass's key, as a page does that is in use. */
const holdPass = (page: Page) =>
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
    await joinOnScreen(page, server);
    await untilPass(page);
    await issue(page);
    await untilKept(page, /redemptions/);
    await page.goto(`${server.url}/profile`);
    await holdPass(page);
    const ask = page.getByRole('button', { name: 'Sign out', exact: true });
    await untilAlive(ask);
    await ask.click();
    await expect(page.getByText('A barcode that is open stays good')).toBeVisible();
    // Whoever presses again too soon stays.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    expect(await leftOn(page)).not.toEqual([]);
    await pressSignOut(page);
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    expect(await leftOn(page)).toEqual([]);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name }) => name)).not.toContain('__Host-session');

    network.weather = 'gone';
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
    // It names the shop, whose page it is, and nobody who was here.
    await expect(page.getByText('Alder & Rye')).toBeVisible();
    await page.context().close();
  });
});

for (const worker of ['a worker', 'no worker'] as const) {
  test(`a form that is sent before the app runs signs out too, and the next page leaves nothing, with ${worker}`, async ({
    browser,
    tillpass,
  }) => {
    const page = await phone(browser, worker === 'a worker' ? {} : noWorker);
    await join(page, tillpass);
    await openApp(page, `${tillpass.url}/wallet`);
    const left = expect.poll(() => leftOn(page).catch(notYet));
    await left.toEqual(expect.arrayContaining(['tier', 'redemption coffee', 'pass']));
    await openApp(page, `${tillpass.url}/profile`);
    // As the browser itself sends it: no script of ours hears of it.
    await page
      .locator('form[action$="/sign-out"]')
      .evaluate((form) => (form as HTMLFormElement).submit());
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    await left.toEqual([]);
    await page.context().close();
  });
}

test('signing out with no network leaves nothing, and the server hears of it first', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await joinOnScreen(page, server);
    await untilPass(page);
    await issue(page);
    await untilKept(page, /redemptions/);
    const other = watched(await page.context().newPage());
    await openApp(other, `${server.url}/wallet`);
    await openApp(page, `${server.url}/profile`);
    await untilKept(page, '/profile');
    await holdPass(page);
    await holdPass(other);

    network.weather = 'gone';
    await pressSignOut(page);
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

test('a phone that was signed out from elsewhere while it had no network forgets once it has one', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    const address = await joinOnScreen(page, server);
    await untilKept(page, '/wallet');
    const other = await phone(browser);
    await joinOnScreen(other, tillpass, address);

    network.weather = 'gone';
    await other.goto(`${tillpass.url}/profile`);
    await other.getByRole('button', { name: 'Sign out there' }).click();
    await expect(other.getByRole('button', { name: 'Sign out there' })).toHaveCount(0);
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByText('Good to see you')).toBeVisible();

    network.weather = 'fair';
    await page.reload();
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    await expect.poll(() => leftOn(page).catch(notYet)).toEqual([]);
    await other.context().close();
    await page.context().close();
  });
});

const name = 'Zenobia';

/** A member who has been everywhere on this phone. @returns what must not be found on it again */
async function livedIn(page: Page, server: Server): Promise<readonly string[]> {
  const address = await joinOnScreen(page, server);
  await untilPass(page);
  await send(page, server.url + memberApi.profile, { firstName: name });
  for (const path of ['/profile', '/history']) await page.goto(server.url + path);
  await page.goto(`${server.url}/wallet`);
  await expect(page.getByText(name)).toBeVisible();
  const digits = await issue(page);
  const voucher = new URL(page.url()).pathname;
  await untilKept(page, voucher);
  await openApp(page, `${server.url}/profile`);
  await holdPass(page);
  return [name, address, digits, voucher.slice('/redemptions/'.length)];
}

/** What of it is on the screen or in a document that the phone keeps. */
const found = (page: Page, traces: readonly string[]): Promise<string[]> =>
  onPage(() => page.evaluate(tracesHere, traces));

async function tracesHere(traces: readonly string[]): Promise<string[]> {
  let all = document.documentElement.outerHTML;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      all += request.url + ((await (await cache.match(request))?.text()) ?? '');
    }
  }
  return traces.filter((trace) => all.includes(trace));
}

/** Goes back through all that was looked at, to the empty page that a tab begins with. */
async function goBackThrough(page: Page, traces: readonly string[]): Promise<void> {
  for (await page.goBack(); page.url() !== 'about:blank'; await page.goBack())
    expect(await found(page, traces), page.url()).toEqual([]);
}

for (const weather of ['fair', 'gone'] as const) {
  test(`whoever comes next finds nothing of the last one, signed out with the network ${weather}`, async ({
    browser,
    tillpass,
  }) => {
    await through(tillpass, async ({ server, network }) => {
      const page = await phone(browser);
      const traces = await livedIn(page, server);
      network.weather = weather;
      await pressSignOut(page);
      await expect(page).not.toHaveURL(/profile/);
      expect(await found(page, traces)).toEqual([]);
      if (weather === 'gone') await goBackThrough(page, traces);
      network.weather = 'fair';
      await page.goto(server.url);
      await expect(page.getByLabel('E-mail address')).toBeVisible();
      expect(await leftOn(page)).toEqual([]);
      expect(await page.context().cookies()).toEqual([]);
      await goBackThrough(page, traces);
      await joinOnScreen(page, server);
      await untilKept(page, '/wallet');
      for (const path of ['/wallet', '/rewards', '/history', '/profile']) {
        await page.goto(server.url + path);
        expect(await found(page, traces), path).toEqual([]);
      }
      await page.context().close();
    });
  });
}
