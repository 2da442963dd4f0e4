import { expect } from '@playwright/test';
import { posApi } from '#contract/paths.ts';
import { expectAccessible } from './axe.ts';
import { openApp, phone, signIn } from './people.ts';
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
