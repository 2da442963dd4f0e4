import { join as joinPath } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, type Page } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { expectAccessible } from './axe.ts';
import { join, openApp, phone, till } from './people.ts';
import { demonstration, putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';
import { through, untilKept, untilKeptWith } from './weather.ts';

const day = 24 * 60 * 60_000;

/** Buys for the person whose phone this is, as a till reports it. */
async function buy(
  page: Page,
  { url, posKey }: Server,
  minor: number,
  soldAt = Date.now(),
): Promise<void> {
  const { member } = await (await page.request.get(url + memberApi.wallet)).json();
  const answer = await page.request.post(url + posApi.purchases, {
    headers: { authorization: `Bearer ${posKey}` },
    data: {
      member: { number: member.number },
      receiptNumber: `tiers-${member.number}-${minor}`,
      soldAt: new Date(soldAt).toISOString(),
      total: { minor, currency: 'EUR' },
    },
  });
  expect(answer.status()).toBe(200);
}

/** Everybody joined so many days before. */
function joinedBefore({ dataDir }: Server, days: number): void {
  // The server writes now and then, and who comes meanwhile has to wait.
  const database = new DatabaseSync(joinPath(dataDir, 'tillpass.sqlite'), { timeout: 5_000 });
  database.exec(`update members set joined_at = joined_at - ${days * day};`);
  database.close();
}

test('a new tier is celebrated once, and its card is of another material', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  const news = page.getByText('You’re Silver now!');
  await join(page, tillpass);
  // Waits until the phone remembers that it showed the first tier.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('tier'))).toBe('member');
  await openApp(page, `${tillpass.url}/wallet`);
  await buy(page, tillpass, 60_000);
  await expect(news).toBeVisible();
  await expect(page.locator('.own > .card')).toHaveAttribute('data-finish', 'brushed');
  await page.getByRole('link', { name: 'What it gives you' }).click();
  await expect(page.getByRole('heading', { name: 'Tiers' })).toBeVisible();
  await expect(page.getByText('Spend €600 more', { exact: true })).toBeVisible();
  await expectAccessible(page, 'every tier as its card');
  await openApp(page, `${tillpass.url}/wallet`);
  await expect(page.getByText('Spend €600 more within 12 months to reach Gold')).toBeVisible();
  await expect(news).toHaveCount(0);
  await expectAccessible(page, 'a brushed card');
  await page.context().close();
});

test('a tier that a phone hears of without signal is celebrated once as well', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    const news = page.getByText('You’re Silver now!');
    await join(page, server);
    await expect.poll(() => page.evaluate(() => localStorage.getItem('tier'))).toBe('member');
    // The ladder that the phone keeps is of before.
    for (const path of ['/profile', '/tiers']) await untilKept(page, path);
    await openApp(page, `${server.url}/profile`);
    // A till has a line of its own: this phone's ends what is open on it.
    await buy(page, tillpass, 60_000);
    await untilKeptWith(page, '/wallet', '€600');
    network.weather = 'gone';
    await page.goto(`${server.url}/wallet`);
    await expect(news).toBeVisible();
    network.weather = 'fair';
    await openApp(page, `${server.url}/wallet`);
    await expect(page.getByText('Spend €600 more within 12 months to reach Gold')).toBeVisible();
    await expect(news).toHaveCount(0);
    await page.context().close();
  });
});

test('points that come roll up on the card, and are said once, whole', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  const balance = page.locator('.card .balance');
  const said = page.getByRole('status').filter({ hasText: 'points' });
  await openApp(page, `${tillpass.url}/wallet`);
  await expect(balance).toHaveText('150 points');
  await expect(said).toHaveCount(0);
  // The script of what moves comes after the page's own.
  await expect(page.locator('.heard[role=status]')).toBeAttached();
  await page.evaluate(() => {
    // What a screen reader is told: each text that the live regions come to have.
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    for (const region of document.querySelectorAll('[role=status]'))
      new MutationObserver(() => heard.push(region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  await buy(page, tillpass, 3_500);
  await expect(balance).toHaveText('185 points');
  await expect(said).toHaveText('185 points');
  // What moves is drawn beside the number, and goes.
  await expect(balance).not.toHaveAttribute('data-was');
  const heard = await page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  expect(heard.filter((text) => text.includes('points'))).toEqual(['185 points']);
  await page.context().close();
});

test('the light on a foil card follows the pointer, but not where less motion is wished for', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await buy(page, tillpass, 130_000);
  const card = page.locator('.own > .card');
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

test('what keeps a tier is one sentence in the wallet, in the mail and at the till', async ({
  browser,
}) => {
  test.slow(); // A server of its own, a phone and a till.
  const server = await startServer();
  const program = (await demonstration())
    .replace('period: rolling, months: 12', 'period: rolling, months: 1')
    .replace('from: 500\n', 'from: 500\n    keep: 400\n');
  // Its mail is awaited, and so does not wait for the morning.
  const neverQuiet = 'messages:\n  quiet: { from: "12:00", until: "12:00" }\n';
  await putProgram(server, program + neverQuiet);
  const page = await phone(browser);
  const address = await join(page, server);
  joinedBefore(server, 3);
  // It stops counting in less than a month, whatever the month: time for the mail.
  await buy(page, server, 60_000, Date.now() - 2 * day);
  const keep = page.getByText(/^Spend €400 more by \d+ \w+ \d{4} to keep Silver\.$/);
  await openApp(page, `${server.url}/wallet`);
  await expect(keep).toBeVisible();
  const sentence = (await keep.textContent()) ?? '';
  await expectAccessible(page, 'a tier to keep');
  await expect.poll(async () => (await server.mailTo(address)).text).toContain(sentence);

  await openApp(page, `${server.url}/tiers`);
  await expect(page.getByText('€600 spent in the last month')).toBeVisible();
  await expect(
    page.getByText('From €500 spent in a month. Keep it with €400 spent.'),
  ).toBeVisible();
  await expect(page.getByText('Spend €600 more', { exact: true })).toBeVisible();
  await expectAccessible(page, 'a ladder by a rule');

  const associate = await till(await browser.newContext(), server);
  await associate.getByRole('button', { name: 'Find a member' }).click();
  await associate.getByLabel('E-mail address or member number').fill(address);
  await associate.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(associate.getByText(sentence)).toBeVisible();
  await closeShop(server, browser);
});
