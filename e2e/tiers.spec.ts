import { expect, type Page } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { expectAccessible } from './axe.ts';
import { join, openApp, phone } from './people.ts';
import { type Server, test } from './tillpass.ts';

/** Buys for the person whose phone this is, as a till reports it. */
async function buy(page: Page, { url, posKey }: Server, minor: number): Promise<void> {
  const { member } = await (await page.request.get(url + memberApi.wallet)).json();
  const answer = await page.request.post(url + posApi.purchases, {
    headers: { authorization: `Bearer ${posKey}` },
    data: {
      member: { number: member.number },
      receiptNumber: `tiers-${member.number}-${minor}`,
      soldAt: new Date().toISOString(),
      total: { minor, currency: 'EUR' },
    },
  });
  expect(answer.status()).toBe(200);
}

test('a new tier is celebrated once, and its card is of another material', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  const news = page.getByText('You’re Silver now!');
  await join(page, tillpass);
  // The phone has seen the first tier.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('tier'))).toBe('member');
  await openApp(page, `${tillpass.url}/wallet`);
  await buy(page, tillpass, 60_000);
  await expect(news).toBeVisible();
  await expect(page.locator('main > .card')).toHaveAttribute('data-finish', 'brushed');
  await page.getByRole('link', { name: 'What it gives you' }).click();
  await expect(page.getByRole('heading', { name: 'Tiers' })).toBeVisible();
  await expect(page.getByText('€600 to go')).toBeVisible();
  await expectAccessible(page, 'every tier as its card');
  await openApp(page, `${tillpass.url}/wallet`);
  await expect(page.getByText('€600 more in 12 months to Gold')).toBeVisible();
  await expect(news).toHaveCount(0);
  await expectAccessible(page, 'a brushed card');
  await page.context().close();
});

test('the light on a foil card follows the pointer, but not where less motion is wished for', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await buy(page, tillpass, 130_000);
  const card = page.locator('main > .card');
  const light = () => card.evaluate((it) => it.style.getPropertyValue('--light-x'));
  await openApp(page, `${tillpass.url}/wallet`);
  await expect(card).toHaveAttribute('data-finish', 'foil');
  await expectAccessible(page, 'a card of foil');
  await expect
    .poll(async () => {
      await card.hover({ position: { x: 20, y: 20 } });
      await card.hover({ position: { x: 164, y: 40 } });
      return light();
    })
    .toBe('50%');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await card.hover({ position: { x: 20, y: 20 } });
  expect(await light()).toBe('50%');
  await page.context().close();
});
