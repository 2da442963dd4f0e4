import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { ownPhone } from './own-phone.ts';
import { askWithoutSignal, openScan, passOn, untilPass } from './passes.ts';
import {
  issue,
  join,
  openApp,
  openReward,
  phone,
  scan,
  signOut,
  speakArabic,
  till,
} from './people.ts';
import { readWithZbar } from './readers.ts';
import { test } from './tillpass.ts';
import { leftOn, through, untilInstalled, untilKept } from './weather.ts';

test('a reward is had without signal, after a restart, and the phone hears of it later', async ({
  tillpass,
}) => {
  const folder = await mkdtemp(joinPath(tmpdir(), 'tillpass-phone-'));
  try {
    await through(tillpass, async ({ server, network }) => {
      let { context, page } = await ownPhone(folder);
      await join(page, server);
      await untilPass(page);
      await untilKept(page, '/wallet');
      await context.close();

      network.weather = 'gone';
      ({ context, page } = await ownPhone(folder));
      await openApp(page, `${server.url}/wallet`);
      const pass = await askWithoutSignal(page);
      expect(pass.slot).toBeGreaterThan(0);
      await tillpass.redeem(pass.text);
      await expect(page.getByText('Made on this phone')).toBeVisible();

      network.weather = 'fair';
      await expect(page.getByText('You’ve received “Any coffee”')).toBeVisible();
      await expect(page.getByText(/Used at Main\sStreet, Till\s2/)).toBeVisible();
      await page.goto(`${server.url}/wallet`);
      await expect(page.getByText('90', { exact: true })).toBeVisible();
      await expect(page.getByText(/^Any coffee: given at Main Street/)).toBeVisible();
      await page.goto(`${server.url}/history`);
      await expect(page.getByText('−60')).toHaveCount(1);
      await expect(page.getByText('Spent 60')).toBeVisible();
      await context.close();
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('what a till refused is said when the signal is back, and no points have gone', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    const address = await join(page, server);
    await untilPass(page);
    await untilKept(page, '/wallet');

    network.weather = 'gone';
    const other = await phone(browser);
    await join(other, tillpass, address);
    await tillpass.redeem(await issue(other, '€5 off'));
    await openApp(page, `${server.url}/wallet`);
    const pass = await askWithoutSignal(page);
    await expect(tillpass.redeem(pass.text)).rejects.toThrow('points-short');

    network.weather = 'fair';
    await expect(page.getByText(/Any coffee, Main Street.*no points taken/)).toBeVisible();
    await expect(page.getByRole('img', { name: /^Barcode/ })).toHaveCount(0);
    await page.getByRole('link', { name: 'See other rewards' }).click();
    await expect(page.getByText('You have 50 points')).toBeVisible();
    await page.getByRole('link', { name: 'Wallet' }).click();
    await expect(page.getByText(/Any coffee, Main Street.*no points taken/)).toBeVisible();
    await other.context().close();
    await page.context().close();
  });
});

test('what is shown stays when the signal comes back, beside the usual way', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await untilPass(page);
    await untilInstalled(page);
    await openReward(page, 'Any coffee');
    network.weather = 'gone';
    const usual = page.getByRole('button', { name: 'Use 60 points' });
    await usual.click();
    await expect(page.getByText('Made on this phone')).toBeVisible();
    const before = await passOn(page);

    network.weather = 'fair';
    await expect(page.getByRole('link', { name: 'Use 60 points' })).toBeVisible();
    expect((await passOn(page)).number).toBe(before.number);
    await page.goBack();
    await usual.click();
    await expect(page).toHaveURL(/\/redemptions\//);
    await page.context().close();
  });
});

test('a till knows the member by the barcode that is one tap from the wallet, with no network', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await untilPass(page);
    await untilKept(page, '/wallet');
    network.weather = 'gone';
    await openApp(page, `${server.url}/wallet`);
    await openScan(page);
    const pass = await passOn(page);
    expect(pass.slot).toBe(0);
    await expect(page.getByText('150', { exact: true })).toBeInViewport();
    const associate = await till(await browser.newContext(), tillpass);
    await scan(associate, pass.text);
    await expect(associate.getByRole('heading', { name: 'Can have now' })).toBeVisible();
    await expect(associate.getByText('150 points')).toBeVisible();
    await page.context().close();
  });
});

test('the pass is another one each half minute, and nothing on the page moves', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await page.clock.install();
    await join(page, server);
    await page.goto(`${server.url}/scan`);
    await expect(page.getByText('Show this at the till to collect points')).toBeVisible();
    const first = await passOn(page);
    // An answer from the server would bring its own time, and the half minute that the phone has just skipped again.
    network.weather = 'gone';
    network.drop();
    await expect(page.getByText('No connection.', { exact: true })).toBeVisible();
    await page.clock.fastForward(30_000);
    // A picture that nothing was read from is taken again.
    await expect(async () => expect((await passOn(page)).value).not.toBe(first.value)).toPass();
    // Nothing moves when the pass replaces the number, when one pass replaces another, and when the signal goes.
    expect(await page.evaluate(shiftsHere)).toBe(0);
    await page.context().close();
  });
});

/** How much has moved since the page was opened. Runs in it. */
function shiftsHere(): number {
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: 'layout-shift', buffered: true });
  // What the browser has noted so far is there at once; TypeScript does not know its kind.
  const shifts = observer.takeRecords() as (PerformanceEntry & { value: number })[];
  return shifts.reduce((sum, { value }) => sum + value, 0);
}

/** What the phone says when its clock is set while the shop has no signal. */
const clockWasChanged = (page: Page) => page.getByText(/This phone’s clock was changed/);

for (const minutes of [-40, 40]) {
  test(`a clock set by ${minutes} minutes without signal shows no barcode that no till would take`, async ({
    browser,
    tillpass,
  }) => {
    await through(tillpass, async ({ server, network }) => {
      const page = await phone(browser);
      await page.clock.install();
      await join(page, server);
      await untilPass(page);
      await untilKept(page, '/wallet');
      network.weather = 'gone';
      await openApp(page, `${server.url}/wallet`);
      await askWithoutSignal(page);
      const now = await page.evaluate(() => Date.now());
      await page.clock.setSystemTime(now + minutes * 60_000);
      await page.clock.runFor(30_000);
      await expect(clockWasChanged(page)).toBeVisible();
      await expect(page.getByRole('img', { name: /^Barcode/ })).toHaveCount(0);

      network.weather = 'fair';
      await page.clock.runFor(20_000);
      await expect(page.getByText('Made on this phone')).toBeVisible();
      await page.context().close();
    });
  });
}

test('a clock set back while the app was closed is noticed, and the number is still shown', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await untilPass(page);
    await untilKept(page, '/wallet');
    network.weather = 'gone';
    await page.clock.install({ time: Date.now() - 60 * 60_000 });
    await openApp(page, `${server.url}/scan`);
    await expect(clockWasChanged(page)).toBeVisible();
    expect(await readWithZbar(await page.screenshot(), 'code-128')).toEqual([
      expect.stringMatching(/^\d{10}$/),
    ]);
    await page.context().close();
  });
});

test('a pass speaks the language that was chosen last', async ({ browser, tillpass }) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await openScan(page);
  await speakArabic(page);
  await expect(page.getByText('اعرض هذا الباركود عند الصندوق لجمع النقاط')).toBeVisible();
  expect((await passOn(page)).slot).toBe(0);
  await page.context().close();
});

test('a phone that is signed out keeps no key, and the next person gets one of their own', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await openScan(page);
  const first = await passOn(page);
  expect(await leftOn(page)).toContain('pass');
  await signOut(page, tillpass);
  expect(await leftOn(page)).toEqual([]);

  await join(page, tillpass);
  await openScan(page);
  expect((await passOn(page)).number).not.toBe(first.number);
  await page.context().close();
});
