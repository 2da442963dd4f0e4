import { expect } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { expectAccessible } from './axe.ts';
import { join, openApp, phone, till } from './people.ts';
import { test } from './tillpass.ts';

test('a tier that a till sells is on the phone at once, says what it gave, and is left and kept again', async ({
  browser,
  tillpass,
}) => {
  const { url, posKey } = tillpass;
  const page = await phone(browser);
  const address = await join(page, tillpass);
  await openApp(page, `${url}/profile`);
  await expect(page.getByText('Your Gold membership')).toHaveCount(0);
  const { member } = await (await page.request.get(url + memberApi.wallet)).json();
  const sell = async (receiptNumber: string, minor: number, sku: string) => {
    const answer = await page.request.post(url + posApi.purchases, {
      headers: { authorization: `Bearer ${posKey}` },
      data: {
        member: { number: member.number },
        receiptNumber,
        soldAt: new Date(),
        total: { minor, currency: 'EUR' },
        lines: [{ id: '1', minor, sku }],
      },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await sell('sold-1', 6_900, 'GOLD-YEAR');
  const panel = page.locator('section', {
    has: page.getByText('Your Gold membership', { exact: true }),
  });
  await expect(panel.getByText('It has given you €0 so far. You paid €69.')).toBeVisible();
  await sell('sold-2', 40_000, 'COAT');
  await expect(panel.getByText(/in extra points$/)).toBeVisible();
  await expectAccessible(page, 'a membership that is paid for');

  const associate = await till(await browser.newContext(), tillpass);
  await associate.getByRole('button', { name: 'Find a member' }).click();
  await associate.getByLabel('E-mail address or member number').fill(address);
  await associate.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(associate.getByText(/Taken back today: €69 to pay back\.$/)).toBeVisible();

  await panel.getByText('Don’t renew it').click();
  await expect(
    panel.getByText('In the first 14 days a till pays back all that you paid.'),
  ).toBeVisible();
  await expectAccessible(page, 'leaving a membership');
  await panel.getByRole('button', { name: /^End it on/ }).click();
  await expect(panel.getByText(/and isn’t renewed\.$/)).toBeVisible();
  await panel.getByRole('button', { name: 'Keep it after all' }).click();
  await expect(panel.getByText('Don’t renew it')).toBeVisible();
});
