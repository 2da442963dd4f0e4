import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { join, newAddress, phone, till } from './people.ts';
import { test } from './tillpass.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('a shopper without a phone chooses a PIN in the profile and uses points with it at the till', async ({
  browser,
  tillpass: server,
}) => {
  const shopper = await phone(browser);
  const address = await join(shopper, server);
  await shopper.goto(`${server.url}/pin`);
  await expect(heading(shopper, 'A PIN for the till')).toBeVisible();
  await shopper.getByLabel('New PIN (4 digits)').fill('1234');
  await press(shopper, 'Save the PIN');
  await expect(shopper.getByRole('alert')).toContainText('people guess first');
  await shopper.getByLabel('New PIN (4 digits)').fill('7391');
  await press(shopper, 'Save the PIN');
  await expect(shopper.getByRole('status')).toContainText('We’ve told you by mail');
  await expectAccessible(shopper, 'a PIN');

  const associate = await till(await browser.newContext(), server);
  await press(associate, 'Find a member');
  await associate.getByLabel('E-mail address or member number').fill(address);
  await press(associate, 'Find');
  await expect(heading(associate, 'Can have now')).toBeVisible();
  await expect(associate.getByRole('button', { name: 'Choose a PIN' })).toHaveCount(0);
  await associate.getByRole('button', { name: /^Any coffee \d+ points/ }).click();
  const pin = associate.getByLabel('Their PIN (4 digits)');
  await expect(pin).toBeFocused();
  await expect(pin).toHaveAttribute('type', 'password');
  await expectAccessible(associate, 'a question to who has a PIN');
  await pin.fill('9173');
  await pin.press('Enter');
  await expect(associate.getByRole('alert')).toContainText('2 more tries');
  await pin.fill('7391');
  await pin.press('Enter');
  await expect(heading(associate, 'Done')).toBeVisible();
});

test('a shopper who has just joined at the till chooses a PIN on its screen, for tomorrow', async ({
  browser,
  tillpass: server,
}) => {
  const associate = await till(await browser.newContext(), server);
  const address = newAddress();
  await press(associate, 'New member');
  await associate.getByLabel('E-mail address').fill(address);
  await associate.getByLabel('They said yes').check();
  await press(associate, 'Sign up');
  await press(associate, 'Choose a PIN');
  await expect(heading(associate, 'A PIN to use points without a phone')).toBeVisible();
  await expectAccessible(associate, 'choosing a PIN');
  await associate.getByLabel('Four digits', { exact: true }).fill('7391');
  await associate.getByLabel('The same four digits').fill('7319');
  await press(associate, 'Save the PIN');
  await expect(associate.getByRole('alert')).toContainText('two different PINs');
  await associate.getByLabel('The same four digits').fill('7391');
  await press(associate, 'Save the PIN');
  await expect(associate.getByRole('status')).toContainText('from this time tomorrow');
  await expect(associate.getByRole('button', { name: 'Choose a PIN' })).toHaveCount(0);
  expect((await server.mailTo(address)).text).toContain('a PIN was chosen');
});
