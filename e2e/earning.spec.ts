import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { join, openApp, phone } from './people.ts';
import { test } from './tillpass.ts';

test('an apology by support stands in the history with its sentence, and a mail tells it', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  const address = await join(page, tillpass);
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
