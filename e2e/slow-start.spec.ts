import { expect } from '@playwright/test';
import { workerFile } from '#contract/paths.ts';
import { issue, join, noWorker, phone } from './people.ts';
import { test } from './tillpass.ts';
import { through, untilInstalled, untilKept } from './weather.ts';

/** The app's own script; a document and its sheet come without it. */
const app = '/assets/app-';
/** A cheap phone's part of this machine's speed. */
const slowness = 8;
const visits = 3;

test('what is asked before scripts run is still asked when they do', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser, noWorker);
    await join(page, server);
    await issue(page);
    // A script that the browser has kept is not held.
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    network.heldFiles = [app];
    await page.reload({ waitUntil: 'commit' });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByText('Cancel this reward').click();
    await expect(page.getByRole('button', { name: 'Cancel it' })).toBeVisible();
    network.heldFiles = [];
    const cancel = page.getByRole('dialog', { name: 'Cancel' });
    await expect(cancel.getByRole('button', { name: 'Cancel it' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(cancel).toBeHidden();

    network.heldFiles = [app];
    await page.reload({ waitUntil: 'commit' });
    const more = page.getByRole('button', { name: 'More', exact: true });
    await more.click();
    await page.getByText('Cancel this reward').click();
    await more.click();
    await expect(page.getByRole('button', { name: 'Cancel it' })).toBeHidden();
    network.heldFiles = [];
    // With scripts, it is a button instead. A question would lie over it.
    const item = page.getByRole('button', { name: 'Cancel this reward', includeHidden: true });
    await expect(item).toBeAttached();
    await more.click();
    await expect(item).toBeVisible();
    await expect(cancel).toBeHidden();

    network.heldFiles = [app];
    await page.goto(`${server.url}/profile`, { waitUntil: 'commit' });
    await page.getByText('Sign out', { exact: true }).click();
    await expect(page.getByRole('button', { name: 'Yes, sign out' })).toBeVisible();
    network.heldFiles = [];
    await page.getByRole('dialog').getByRole('button', { name: 'Yes, sign out' }).click();
    await expect(page.getByLabel('E-mail address')).toBeVisible();
    await page.context().close();
  });
});

test('a page that is fetched beforehand and lost on its way is fetched when it is opened', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser, noWorker);
    network.heldFiles = ['/assets/voucher-'];
    network.lostFiles = ['/assets/voucher-pages-'];
    // What fails here is no error of the wallet: `phone` would note it.
    await join(page, server);
    const lost = () => network.heard.filter((line) => line.includes('/assets/voucher-pages-'));
    await expect.poll(lost).not.toEqual([]);
    await page.getByRole('link', { name: 'Rewards', exact: true }).click();
    await expect(page).toHaveTitle(/Rewards/);
    network.lostFiles = [];
    network.heldFiles = [];
    await issue(page);
    await page.context().close();
  });
});

test('a page whose script is lost on its way when it is opened comes once it can', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser, noWorker);
    network.lostFiles = ['/assets/rewards-pages-'];
    await join(page, server);
    const lost = () => network.heard.filter((line) => line.includes('/assets/rewards-pages-'));
    await expect.poll(lost).not.toEqual([]);
    const before = lost().length;
    await page.getByRole('link', { name: 'Rewards', exact: true }).click();
    await expect.poll(() => lost().length).toBeGreaterThan(before);
    network.lostFiles = [];
    await expect(page.getByRole('heading', { level: 1, name: 'Rewards' })).toBeVisible();
    await page.context().close();
  });
});

test('one file that is late keeps no other from being installed', async ({ browser, tillpass }) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    const worker = await (await page.request.get(server.url + workerFile)).text();
    const files = [...worker.matchAll(/assets\/[\w-]+\.(?:js|css)/g)].map(
      ([file]) => `GET /${file}`,
    );
    const first = files[0] ?? '';
    network.heldFiles = [first.replace('GET ', '')];
    await page.goto(`${server.url}/P/M1`);
    await expect.poll(() => files.filter((file) => !network.heard.includes(file))).toEqual([]);
    network.heldFiles = [];
    await untilInstalled(page);
    await page.context().close();
  });
});

test('a slow phone that knows more than the document draws what stands there first', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await untilInstalled(page);
  await untilKept(page, '/wallet');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
  for (let visit = 0; visit < visits; visit += 1) {
    // The profile's own document, beside the kept wallet, whose data the app reads too.
    await page.evaluate(async () => (await caches.open('member')).delete('/profile'));
    await page.goto(`${tillpass.url}/profile`);
    // React replaces a page that it finds otherwise than it would draw it, and notes an error.
    await expect(page.getByRole('button', { name: 'Sign out', exact: true })).toBeVisible();
  }
});
