import { expect } from '@playwright/test';
import { memberApi } from '#contract/paths.ts';
import { expectAccessible } from './axe.ts';
import { addressIn, atHome, desktop } from './desk.ts';
import { phone } from './people.ts';
import { test } from './tillpass.ts';

test('“Take it with you” opens the page on the phone, after its number was typed at the desk', async ({
  browser,
  tillpass,
}) => {
  const desk = await atHome(browser, tillpass, desktop);
  await desk.goto(`${tillpass.url}/rewards/coffee`);
  await desk.getByRole('button', { name: 'Take it with you' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Take it with you' });
  const address = await addressIn(desk);
  await expectAccessible(desk, 'the code');
  const mobile = await phone(browser);
  await mobile.goto(address);
  await expect(mobile.getByText('where you’re signed in already')).toBeVisible();
  await expectAccessible(mobile, 'the page behind the code');
  await mobile.getByRole('button', { name: 'Yes, continue here' }).click();
  const shown = mobile.locator('output');
  await expect(shown).toHaveText(/^\d{3}$/);
  const number = (await shown.textContent()) ?? '';
  await expectAccessible(mobile, 'the number');

  await expect(dialog.getByLabel('Number on your phone')).toBeFocused();
  await desk.keyboard.type('12');
  await desk.keyboard.press('Enter');
  await expect(dialog.getByText('The number has three digits')).toBeVisible();
  await dialog.getByLabel('Number on your phone').fill(number);
  await expectAccessible(desk, 'the number’s field');
  await desk.keyboard.press('Enter');
  await expect(dialog.getByText('It’s on your phone')).toBeVisible();

  await expect(mobile).toHaveURL(/\/rewards\/coffee$/);
  await expect(mobile.getByRole('heading', { name: 'Any coffee' })).toBeVisible();
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('button', { name: 'Take it with you' })).toBeFocused();
  await Promise.all([desk, mobile].map((page) => page.context().close()));
});

test('a wrong number lets nobody in, and a new code is one press away', async ({
  browser,
  tillpass,
}) => {
  const desk = await atHome(browser, tillpass, desktop);
  await desk.getByRole('button', { name: 'Take it with you' }).click();
  const thief = await phone(browser);
  const address = await addressIn(desk);
  await thief.goto(address);
  await thief.getByRole('button', { name: 'Yes, continue here' }).click();
  await desk.getByLabel('Number on your phone').fill('000');
  await desk.keyboard.press('Enter');
  await expect(desk.getByText('Not that number')).toBeVisible();
  await expect(thief.getByText('Show a new code on the other screen')).toBeVisible();
  await desk.getByRole('button', { name: 'New code' }).click();
  expect(await addressIn(desk)).not.toBe(address);
  await Promise.all([desk, thief].map((page) => page.context().close()));
});

test('Back closes the code, and the next page is handed over by one code of its own', async ({
  browser,
  tillpass,
}) => {
  const desk = await atHome(browser, tillpass, desktop);
  await desk.getByRole('link', { name: 'Rewards', exact: true }).click();
  // The wallet, which has the same button, is then gone.
  await expect(desk.getByRole('heading', { level: 1, name: 'Rewards' })).toBeVisible();
  const begun: string[] = [];
  desk.on('request', (request) => {
    if (request.url().endsWith(memberApi.handOvers)) begun.push(request.postData() ?? '');
  });
  await desk.getByRole('button', { name: 'Take it with you' }).click();
  await addressIn(desk);
  await desk.goBack();
  await expect(desk.getByRole('heading', { name: 'Worth collecting for' })).toBeVisible();
  await expect(desk).toHaveURL(/\/wallet$/);
  await expect(desk.getByRole('dialog')).toHaveCount(0);
  await desk.getByRole('button', { name: 'Take it with you' }).click();
  await addressIn(desk);
  expect(begun.map((sent) => JSON.parse(sent).opens)).toEqual(['/rewards', '/wallet']);
  await desk.context().close();
});

test('a phone that lost its number gets in by a new code', async ({ browser, tillpass }) => {
  const desk = await atHome(browser, tillpass, desktop);
  await desk.getByRole('button', { name: 'Take it with you' }).click();
  const lost = await phone(browser);
  const address = await addressIn(desk);
  await lost.goto(address);
  await lost.getByRole('button', { name: 'Yes, continue here' }).click();
  await expect(desk.getByLabel('Number on your phone')).toBeVisible();
  await desk.getByRole('button', { name: 'New code' }).click();
  expect(await addressIn(desk)).not.toBe(address);
  await Promise.all([desk, lost].map((page) => page.context().close()));
});
