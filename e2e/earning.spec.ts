import { expect } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { expectAccessible } from './axe.ts';
import { newAddress, openApp, phone, signIn } from './people.ts';
import { test } from './tillpass.ts';

test('an apology by support stands in the history with its sentence, and a mail tells it', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  const address = await signIn(page, tillpass);
  await openApp(page, `${tillpass.url}/history`);
  await tillpass.admin(['apologise', address, '40', 'Sorry that the coffee was cold']);
  const line = page.getByText('Our apology · Sorry that the coffee was cold');
  await expect(line).toBeVisible();
  await expect(page.getByText('+40')).toBeVisible();
  await expectAccessible(page, 'a history with an apology');
  const inbox = await page.request.get(`${tillpass.url}/dev/inbox.json`);
  expect(await inbox.text()).toContain('Sorry that the coffee was cold');
  await page.context().close();
});

test('who forgot to scan claims the purchase with its receipt, after a slip of the thumb', async ({
  browser,
  tillpass,
}) => {
  const { url, posKey } = tillpass;
  const page = await phone(browser);
  await signIn(page, tillpass);
  const receiptNumber = `Forgot-${Date.now()}`;
  const soldAt = new Date();
  const answer = await page.request.post(url + posApi.unclaimed, {
    headers: { authorization: `Bearer ${posKey}` },
    data: { receiptNumber, soldAt, total: { minor: 2_350, currency: 'EUR' } },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  await openApp(page, `${url}/earn`);
  await page.getByLabel('Shop').selectOption('Main Street');
  await page.getByLabel('Receipt number').fill(receiptNumber.toLowerCase());
  await page.getByLabel('Amount paid').fill('32.50');
  // The shop's day, which is another one for a while each night.
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Dublin' }).format(soldAt);
  await page.getByLabel('Day').fill(day);
  await page.getByRole('button', { name: 'Get the points' }).click();
  await expect(page.getByText('We don’t find that purchase')).toBeVisible();
  await expectAccessible(page, 'a claim that was not found');
  await page.getByLabel('Amount paid').fill('23.50');
  await page.getByRole('button', { name: 'Get the points' }).click();
  await expect(page.getByText('Found: 23 points are in your history.')).toBeVisible();
  await openApp(page, `${url}/history`);
  await expect(page.getByText('Purchase of €23.50')).toBeVisible();
  await page.context().close();
});

test('a member invites by a link, a friend joins by it on another phone, and the second purchase gives to both', async ({
  browser,
  tillpass,
}) => {
  const { url, posKey } = tillpass;
  const anna = await phone(browser);
  await signIn(anna, tillpass);
  // A phone's own list of ways to send can't be looked into, so this one has none.
  await anna.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'share'));
  await anna.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openApp(anna, `${url}/earn`);
  await expect(anna.getByText('Nobody has joined by your link yet.')).toBeVisible();
  await anna.getByRole('button', { name: 'Copy the link' }).click();
  await expect(anna.getByText('Copied')).toBeVisible();
  const link = await anna.evaluate(() => navigator.clipboard.readText());
  await expect(anna.getByText(link)).toBeVisible();
  await expectAccessible(anna, 'ways to earn with an invitation');

  // The friend's phone runs no scripts: the page is a form.
  const ben = await phone(browser, { javaScriptEnabled: false });
  await ben.goto(link);
  await expect(ben.getByText('A member invites you.')).toBeVisible();
  await expect(ben.getByText('60 points for you and 90 points for whoever invites')).toBeVisible();
  const address = newAddress();
  await ben.getByLabel('E-mail address').fill(address);
  await ben.getByRole('button', { name: 'Send me the code' }).click();
  await ben.getByLabel('6-digit code').fill((await tillpass.mailTo(address)).code);
  await ben.getByRole('button', { name: 'Continue' }).click();
  await expect(ben).toHaveURL(/\/wallet$/);
  const { member } = await (await ben.request.get(url + memberApi.wallet)).json();
  const buys = async () => {
    const answer = await ben.request.post(url + posApi.purchases, {
      headers: { authorization: `Bearer ${posKey}` },
      data: {
        member: { number: member.number },
        receiptNumber: `Friend-${crypto.randomUUID()}`,
        soldAt: new Date(),
        total: { minor: 700, currency: 'EUR' },
      },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await buys();
  await ben.goto(`${url}/earn`);
  await expect(ben.getByText('1 of 2 purchases')).toBeVisible();
  await buys();
  await ben.goto(`${url}/history`);
  await expect(ben.getByText('Bring a friend')).toBeVisible();
  // The clock brings the other side's within seconds, to a page that is open.
  await openApp(anna, `${url}/history`);
  await expect(anna.getByText('Bring a friend')).toBeVisible({ timeout: 15_000 });
  await expect(anna.getByText('+90')).toBeVisible();
  await openApp(anna, `${url}/earn`);
  await expect(anna.getByText('You have your points for 1 friend.')).toBeVisible();
  await anna.context().close();
  await ben.context().close();
});
