import { type Browser, expect, type Page } from '@playwright/test';
import { digitsOn, issue, joinOnScreen, openApp, phone } from './people.ts';
import { test } from './tillpass.ts';
import { cutOff, notYet, through, untilInstalled, untilKept } from './weather.ts';

/** A phone whose console may have errors: these tests check that pages recover from them. */
const tried = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();

const welcome = (page: Page) => page.getByText('Good to see you');

/** Puts `text` in place of what `pattern` finds in the kept wallet. */
const rewrite = (page: Page, pattern: RegExp, text: string) =>
  page.evaluate(
    async ({ source, put }) => {
      const cache = await caches.open('member');
      const kept = await cache.match('/wallet');
      const html = ((await kept?.text()) ?? '').replace(new RegExp(source, 's'), put);
      await cache.put('/wallet', new Response(html, { headers: kept?.headers ?? {} }));
    },
    { source: pattern.source, put: text },
  );

const spoiled: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'of an older shape': (page) => rewrite(page, /"rewards":/, '"offers":'),
  'without its queries': (page) => rewrite(page, /"queries":/, '"answers":'),
  'cut short': (page) => rewrite(page, /"balance":.*/, ''),
  'left empty': (page) => rewrite(page, /.*/, ''),
};

/** The data in a wallet's document that is not damaged. */
const whole = /"queries":.*"balance":.*"rewards":/s;

for (const [how, spoil] of Object.entries(spoiled)) {
  test(`a kept wallet ${how} is asked for anew, or a way on is shown`, async ({
    browser,
    tillpass,
  }) => {
    await through(tillpass, async ({ server, network }) => {
      const page = await tried(browser);
      await joinOnScreen(page, server);
      await untilKept(page, '/wallet');
      await cutOff(page, network);
      await spoil(page);
      network.weather = 'fair';
      await page.goto(`${server.url}/wallet`);
      await expect(page.getByRole('link', { name: 'Any coffee' })).toBeVisible();
      // Before the app notices the damage, the page shows what the server drew.
      await expect.poll(() => page.locator('#state').textContent()).toMatch(whole);
      const isAside = () => page.evaluate(() => history.state?.aside ?? false).catch(notYet);
      await expect.poll(isAside).toBe(false);

      await page.goto(`${server.url}/profile`);
      await untilKept(page, '/wallet');
      await cutOff(page, network);
      await spoil(page);
      await page.goto(`${server.url}/wallet`);
      await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
      network.weather = 'fair';
      await page.getByRole('link', { name: 'Try again' }).click();
      await expect(page.getByRole('link', { name: 'Any coffee' })).toBeVisible();
      await page.context().close();
    });
  });
}

test('a document that no script of ours can show stays as the server drew it', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server }) => {
    const page = await tried(browser);
    let failures = 0;
    page.on('pageerror', () => {
      failures += 1;
    });
    await joinOnScreen(page, server);
    // Removes a function that every page needs, so that our scripts do not start.
    await page.addInitScript(() => {
      Object.defineProperty(Array.prototype, 'find', { value: undefined });
    });
    await page.goto(`${server.url}/wallet`);
    await expect.poll(() => failures).toBe(2);
    await expect(welcome(page)).toBeVisible();
    await page.getByRole('link', { name: 'Any coffee' }).click();
    await expect(page.getByRole('button', { name: /^Use \d+ points/ })).toBeVisible();
    await page.context().close();
  });
});

test('after a browser threw its storage away, the cookie brings everything back in one request', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server }) => {
    const page = await phone(browser);
    await joinOnScreen(page, server);
    const digits = await issue(page);
    const voucher = new URL(page.url()).pathname;
    // Waits until the worker has kept the pages, or it would keep them after the clearing.
    for (const path of [voucher, '/history', '/profile', '/tiers']) await untilKept(page, path);
    await page.goto('about:blank');
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', {
      origin: server.url,
      storageTypes: 'cache_storage,indexeddb,local_storage,service_workers',
    });

    const answer = await page.goto(server.url + voucher, { waitUntil: 'commit' });
    // It was led nowhere else first.
    expect(answer?.request().redirectedFrom()).toBe(null);
    expect(await digitsOn(page)).toBe(digits);
    await page.goto(`${server.url}/wallet`);
    await untilKept(page, '/wallet');
    await untilKept(page, voucher);
    await page.context().close();
  });
});

test('a phone whose storage is full works as a website does', async ({ browser, tillpass }) => {
  await through(tillpass, async ({ server }) => {
    const page = await tried(browser);
    await page.goto(`${server.url}/P/M1`);
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });
    await joinOnScreen(page, server);
    for (const path of ['/rewards', '/history', '/profile', '/wallet']) {
      await page.goto(server.url + path);
      await expect(page.getByRole('main')).toBeVisible();
    }
    const digits = await issue(page);
    await page.reload();
    expect(await digitsOn(page)).toBe(digits);
    expect(await page.evaluate(() => history.state?.mendedAt)).toBeUndefined();
    await page.context().close();
  });
});

for (const [how, comeBack] of Object.entries({
  'the page was loaded again': async (page: Page) => page,
  'the page was closed': async (page: Page) => {
    await page.close();
    return page.context().newPage();
  },
})) {
  test(`points that went before ${how} come back as one voucher`, async ({ browser, tillpass }) => {
    await through(tillpass, async ({ server, network }) => {
      const first = await tried(browser);
      await joinOnScreen(first, server);
      await untilInstalled(first);
      await openApp(first, `${server.url}/rewards/coffee`);
      network.heard.length = 0;
      network.weather = 'deaf';
      await first.getByRole('button', { name: /^Use \d+ points/ }).click();
      await expect.poll(() => network.heard).toContain('POST /api/redemptions');

      const page = await comeBack(first);
      network.weather = 'fair';
      await page.goto(`${server.url}/rewards/coffee`);
      await page.getByRole('button', { name: /^Use \d+ points/ }).click();
      await expect(page).toHaveURL(/\/redemptions\//);
      await page.goto(`${server.url}/wallet`);
      await expect(page.getByRole('link', { name: /Show barcode/ })).toHaveCount(1);
      await expect(page.getByText('No connection')).toBeHidden();
      await page.goto(`${server.url}/history`);
      await expect(page.getByText('Any coffee')).toHaveCount(1);
      await page.context().close();
    });
  });
}
