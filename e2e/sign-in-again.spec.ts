import { expect } from '@playwright/test';
import {
  askFromPoster,
  joinOnScreen,
  newAddress,
  openApp,
  phone,
  typeCode,
  untilAlive,
} from './people.ts';
import { test } from './tillpass.ts';

test('after five wrong codes the address is still there, and one press brings a new code', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  const address = newAddress();
  await askFromPoster(shopper, tillpass, address);
  const { code } = await tillpass.mailTo(address);
  const wrong = code === '111111' ? '222222' : '111111';
  for (let left = 4; left > 0; left -= 1) {
    await typeCode(shopper, wrong);
    const tries = left === 1 ? 'one try left' : `${left} tries left`;
    await expect(shopper.getByText(tries)).toBeVisible();
    await expect(shopper.getByLabel('6-digit code')).toHaveValue('');
    await expect(shopper.getByLabel('6-digit code')).toBeFocused();
  }
  await typeCode(shopper, wrong);
  await expect(shopper.getByRole('heading', { name: 'Let’s try that again' })).toBeVisible();
  await expect(shopper.getByLabel('6-digit code')).toHaveCount(0);
  await expect(shopper.getByLabel('E-mail address')).toHaveValue(address);
  await shopper.getByRole('button', { name: 'Send me the code' }).click();
  await expect(shopper.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const next = await tillpass.mailTo(address);
  await typeCode(shopper, next.code);
  await expect(shopper).toHaveURL(/\/wallet$/);
});

test('what was refused before scripts ran is not said again once the form was sent anew', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  await shopper.goto(`${tillpass.url}/sign-in`);
  const field = shopper.getByLabel('E-mail address');
  await field.fill('no address');
  // The document's plain form, as it is sent before scripts run.
  await field.evaluate((input: HTMLInputElement) => input.form?.submit());
  const refused = shopper.getByRole('alert');
  await expect(refused).toHaveCount(1);
  await expect(field).toHaveValue('no address');
  await untilAlive(field);
  await field.fill(newAddress());
  await shopper.getByRole('button', { name: 'Send me the code' }).click();
  await expect(shopper.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  await shopper.goBack();
  await expect(field).toBeVisible();
  await expect(field).not.toHaveAttribute('aria-invalid');
  await expect(refused).toHaveCount(0);
});

test('what was refused before scripts ran is sent again as it stands, untouched', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  await shopper.goto(`${tillpass.url}/sign-in`);
  const field = shopper.getByLabel('E-mail address');
  await field.fill('no address');
  await field.evaluate((input: HTMLInputElement) => input.form?.submit());
  await expect(shopper.getByRole('alert')).toHaveCount(1);
  await untilAlive(field);
  const [sent] = await Promise.all([
    shopper.waitForRequest((request) => request.method() === 'POST'),
    shopper.getByRole('button', { name: 'Send me the code' }).click(),
  ]);
  expect(sent.postDataJSON()).toMatchObject({ email: 'no address' });
  await expect(shopper.getByRole('alert')).toHaveCount(1);
  await expect(field).toHaveValue('no address');
});

test('sending again says so, shows the new number, and when another can be sent', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  await askFromPoster(shopper, tillpass, newAddress());
  const path = shopper.url();
  await shopper.getByRole('button', { name: 'Send it again' }).click();
  await expect(shopper.getByText(/^Sent again\. Open the newest mail/)).toBeVisible();
  await expect(shopper.getByText(/You can send another in \d+ seconds/)).toBeVisible();
  await expect(shopper.getByRole('button', { name: 'Send it again' })).toHaveCount(0);
  await expect(shopper).not.toHaveURL(path);
  await expect(shopper.locator('.match output')).toHaveText(/^\d{3}$/);
  await shopper.reload();
  await expect(shopper.getByText(/You can send another in \d+ seconds/)).toBeVisible();
});

test('a wrong poster says so, whatever was scanned before', async ({ tillpass, browser }) => {
  const stranger = await phone(browser);
  await stranger.goto(`${tillpass.url}/P/M1`);
  await expect(stranger.getByText('Main Street')).toBeVisible();
  await stranger.goto(`${tillpass.url}/P/ZZ9`);
  await expect(stranger.getByText('This poster is not one of ours any more.')).toBeVisible();
  await expect(stranger.getByText('Main Street')).toHaveCount(0);
});

test('a member who scans a poster is in the wallet, and its tab says so', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  await joinOnScreen(shopper, tillpass);
  await shopper.goto(`${tillpass.url}/P/M1`);
  const tab = shopper.getByRole('navigation').getByRole('link', { name: 'Wallet' });
  await expect(tab).toHaveAttribute('aria-current', 'page');
});

test('history says month and day once, and the profile which of two browsers alike is which', async ({
  tillpass,
  browser,
}) => {
  const joinedIn = new Date().getFullYear();
  const shopper = await phone(browser);
  const address = await joinOnScreen(shopper, tillpass);
  const other = await phone(browser);
  await joinOnScreen(other, tillpass, address);
  await shopper.goto(`${tillpass.url}/profile`);
  const devices = shopper.getByRole('listitem').filter({ hasText: /Signed in .*\d:\d\d/ });
  await expect(devices).toHaveCount(2);
  await expect(devices.first()).toContainText('This device');
  await shopper.getByRole('link', { name: 'History', exact: true }).click();
  // First, because the profile's page, which has such headings too, stays until the history is there.
  await expect(shopper.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  const month = shopper.getByRole('heading', { level: 2 });
  // It joined in this year, or a minute before it began.
  await expect(month).toContainText(new RegExp(`${joinedIn}|${new Date().getFullYear()}`));
  await expect(month).toHaveCount(1);
  await expect(shopper.getByRole('heading', { level: 3 })).toHaveCount(1);
});

test('a name that was saved is said to be saved, and greets in the wallet', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  await joinOnScreen(shopper, tillpass);
  await openApp(shopper, `${tillpass.url}/profile`);
  const name = shopper.getByLabel('Name', { exact: true });
  await name.fill('Zenobia');
  const form = shopper.locator('form', { has: name });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(shopper.getByText('Saved', { exact: true })).toBeVisible();
  await shopper.goto(`${tillpass.url}/wallet`);
  await expect(shopper.getByText('Zenobia')).toBeVisible();
});
