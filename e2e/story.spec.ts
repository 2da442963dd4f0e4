import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { chromium, expect } from '@playwright/test';
import { wholeChromiumPath } from './browser.ts';
import { cameraArguments, showNothing, showToCamera } from './fake-camera.ts';
import { askFromPoster, issue, newAddress, phone, till } from './people.ts';
import { readWithZbar, readWithZxing } from './readers.ts';
import { test } from './tillpass.ts';

/** Each way through the mail ends in the wallet; this is the one that most people take. */
test('from the poster to the till', async ({ tillpass }) => {
  const folder = await mkdtemp(joinPath(tmpdir(), 'tillpass-camera-'));
  const film = joinPath(folder, 'camera.mjpeg');
  await showNothing(film);
  const executablePath = wholeChromiumPath();
  const browser = await chromium.launch({
    args: cameraArguments(film),
    ...(executablePath && { executablePath }),
  });
  try {
    const shopper = await phone(browser);
    const address = newAddress();

    await test.step('the poster names the shop and asks for an address', async () => {
      await shopper.goto(`${tillpass.url}/p/m1`);
      await expect(shopper.getByText('Main Street')).toBeVisible();
      await askFromPoster(shopper, tillpass, address);
    });

    await test.step('the mail says who asked, and its link signs in', async () => {
      const mail = await tillpass.mailTo(address);
      expect(mail.text).toContain('Main Street');
      expect(mail.text).toContain('Chrome');
      const opened = await shopper.context().newPage();
      await opened.goto(mail.link);
      await opened.getByRole('button', { name: 'Yes, continue here' }).click();
      await expect(opened.getByText('Good to see you')).toBeVisible();
      await opened.close();
    });

    await test.step('the page that waited signs itself in, with the welcome gift', async () => {
      await expect(shopper).toHaveURL(/\/wallet$/);
      await expect(shopper.getByText('150', { exact: true })).toBeVisible();
    });

    const digits = await issue(shopper);
    await test.step('two independent readers read the phone’s screen', async () => {
      const screen = await shopper.screenshot();
      expect(await readWithZbar(screen, 'code-128')).toEqual([digits]);
      expect(await readWithZxing(screen, 'code-128')).toEqual([digits]);
    });

    await test.step('the associate scans it with a camera and redeems it', async () => {
      const desk = await browser.newContext({ permissions: ['camera'] });
      const associate = await till(desk, tillpass);
      await showToCamera(film, digits);
      // A camera that is allowed starts by itself, and plays its film anew.
      await associate.reload();
      await expect(associate.getByText('Any coffee', { exact: true }).first()).toBeVisible();
      await expect(associate.getByText('press FREE ITEM').first()).toBeVisible();
      await associate.getByRole('button', { name: 'Redeem' }).click();
      await expect(associate.getByRole('heading', { name: 'Done' })).toBeVisible();
    });

    await test.step('the phone hears of it and the barcode is gone', async () => {
      await expect(shopper.getByText('You’ve received “Any coffee”')).toBeVisible();
      await expect(shopper.getByText(/Used at Main\sStreet, Till\s2/)).toBeVisible();
      await expect(shopper.getByRole('img', { name: /^Barcode/ })).toHaveCount(0);
    });

    await test.step('history explains both lines', async () => {
      await shopper.goto(`${tillpass.url}/history`);
      await expect(shopper.getByText('Welcome gift')).toBeVisible();
      await expect(shopper.getByText('Spent 60')).toBeVisible();
    });
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('another phone opens the mail and the number brings the asking one in', async ({
  tillpass,
  browser,
}) => {
  const asking = await phone(browser);
  const address = newAddress();
  await askFromPoster(asking, tillpass, address);
  const number = await asking.getByText(/^\d{3}$/).textContent();
  const { link } = await tillpass.mailTo(address);

  const other = await phone(browser);
  await other.goto(link);
  await other.getByLabel('Number on the other screen').fill(number ?? '');
  await other.getByRole('button', { name: 'Continue there' }).click();
  await expect(other.getByText('Done. Continue on your other screen')).toBeVisible();

  await expect(asking).toHaveURL(/\/wallet$/);
  await other.goto(`${tillpass.url}/wallet`);
  await expect(other).toHaveURL(/\/sign-in$/);
});

test('joining, issuing, showing and cancelling work with scripts off', async ({
  tillpass,
  browser,
}) => {
  const page = await phone(browser, { javaScriptEnabled: false });
  const address = newAddress();
  await askFromPoster(page, tillpass, address);
  await page.getByLabel('6-digit code').fill('000000');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('4 tries left');
  await expect(page.getByLabel('6-digit code')).toBeFocused();
  const { code } = await tillpass.mailTo(address);
  await page.getByLabel('6-digit code').fill(code);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByText('150', { exact: true })).toBeVisible();

  const digits = await issue(page);
  expect(await readWithZbar(await page.screenshot(), 'code-128')).toEqual([digits]);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByText('Cancel this reward').click();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await expect(page.getByText('Cancelled. 60 points are back.')).toBeVisible();
  await expect(page.getByRole('img', { name: /^Barcode/ })).toHaveCount(0);
});
