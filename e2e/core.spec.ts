import { expect } from '@playwright/test';
import { memberApi } from '#contract/paths.ts';
import { inTheCellar } from './cellar.ts';
import { firefoxPath } from './firefox.ts';
import { fromElsewhere } from './foreign-page.ts';
import { askWithoutSignal, untilPass } from './passes.ts';
import { digitsOn, issue, joinOnScreen, phone, pressSignOut, scan, till } from './people.ts';
import { readWithZbar, readWithZxing } from './readers.ts';
import { test } from './tillpass.ts';
import { keptOn, leftOn, through, untilKept } from './weather.ts';

test.skip(({ browserName }) => browserName === 'firefox' && !firefoxPath(), 'no Firefox here');

// What every engine must do; the same in WebKit is in `webkit/journey.spec.ts`.

test('from the poster to the till, without network in between, and nothing left behind', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);

    await test.step('the mail’s code signs in, with the welcome gift', async () => {
      await joinOnScreen(page, server);
      await expect(page.getByText('150', { exact: true })).toBeVisible();
      // Waits until the page's scripts run. Links work before too, but then the wallet is not kept.
      await untilPass(page);
    });

    const digits = await issue(page);
    const voucher = new URL(page.url()).pathname;
    const expectReadable = async () => {
      const screen = await page.screenshot();
      expect(await readWithZbar(screen, 'code-128')).toEqual([digits]);
      expect(await readWithZxing(screen, 'code-128')).toEqual([digits]);
    };
    await test.step('two readers read its screen', expectReadable);

    await test.step('wallet and voucher open with no network', async () => {
      await untilKept(page, voucher);
      await untilKept(page, '/wallet');
      network.weather = 'gone';
      await page.goto(`${server.url}/wallet`);
      await expect(page.getByText('Good to see you')).toBeVisible();
      await expect(page.getByText(/No connection/)).toBeVisible();
      await page.goto(server.url + voucher);
      expect(await digitsOn(page)).toBe(digits);
      await expectReadable();
      network.weather = 'fair';
      await page.goto(server.url + voucher);
    });

    await test.step('the associate redeems it, and the phone shows so', async () => {
      const associate = await till(await browser.newContext(), tillpass);
      await scan(associate, digits);
      await associate.getByRole('button', { name: 'Redeem' }).click();
      await expect(associate.getByRole('heading', { name: 'Done' })).toBeVisible();
      await expect(page.getByText('You’ve received “Any coffee”')).toBeVisible();
      await expect(page.getByText(/Used at Main\sStreet, Till\s2/)).toBeVisible();
      await expect(page.getByRole('img', { name: /^Barcode/ })).toHaveCount(0);
    });

    await test.step('signing out leaves nothing', async () => {
      await page.goto(`${server.url}/profile`);
      await pressSignOut(page);
      // Home, and not the page to sign in, where an answer that finds the session ended would lead.
      await expect(page).toHaveURL(`${server.url}/`);
      await expect(page.getByLabel('E-mail address')).toBeVisible();
      expect(await leftOn(page)).toEqual([]);
      const cookies = await page.context().cookies();
      expect(cookies.map(({ name }) => name)).not.toContain('__Host-session');
      await page.goBack();
      await expect(page.getByLabel('E-mail address')).toBeVisible();
      network.weather = 'gone';
      await page.goto(`${server.url}/wallet`);
      await expect(page.getByRole('heading', { name: 'No connection' })).toBeVisible();
    });
    await page.context().close();
  });
});

test('what the phone makes without signal is redeemed at the till, and the phone shows so later', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await joinOnScreen(page, server);
    await untilPass(page);
    await untilKept(page, '/wallet');
    network.weather = 'gone';
    await page.goto(`${server.url}/wallet`);
    const pass = await askWithoutSignal(page);
    // The till has a network of its own, so it is online.
    await tillpass.redeem(pass.text);

    network.weather = 'fair';
    await expect(page.getByText('You’ve received “Any coffee”')).toBeVisible();
    await expect(page.getByText(/Used at Main\sStreet, Till\s2/)).toBeVisible();
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByText('90', { exact: true })).toBeVisible();
    await page.context().close();
  });
});

// Addresses that a foreign page posts a form to.
const targets = [
  memberApi.signOut,
  memberApi.code.replace(':signInId', 'none'),
  memberApi.enter.replace(':signInId', 'none'),
  memberApi.linkEnter,
  memberApi.language,
];

test('another site’s page that sends our forms changes nothing on the phone, nor at the server', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    // Firefox notes as an error what a page was still loading when it was left.
    const page = await (await browser.newContext()).newPage();
    const before = await inTheCellar(page, server);
    await fromElsewhere(async (pageThatPosts) => {
      for (const target of targets) {
        network.heard.length = 0;
        const refused = page.waitForResponse((answer) => answer.url().endsWith(target));
        await page.goto(pageThatPosts(server.url + target));
        expect((await refused).status(), target).toBe(403);
        // Its page has to be there first: a visit that begins while another arrives is interrupted by it.
        await expect(page).toHaveURL(server.url + target);
        await page.goto(`${server.url}/wallet`);
        await expect(page.getByText('Good to see you'), target).toBeVisible();
        expect(network.heard.filter((line) => line.startsWith('POST'))).toEqual([`POST ${target}`]);
        await expect.poll(() => leftOn(page), target).toEqual(before.left);
        expect(await keptOn(page), target).toEqual(expect.arrayContaining(before.kept));
      }
    });
    network.weather = 'gone';
    await page.goto(server.url + before.voucher);
    expect(await digitsOn(page)).toBe(before.digits);
    await page.context().close();
  });
});
