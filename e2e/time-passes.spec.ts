import { expect, type Page } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { expectAccessible } from './axe.ts';
import { noonAfter } from './machine-clock.ts';
import { join, noWorker, openApp, phone } from './people.ts';
import { demonstrationWhere, putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

/** Buys for the person whose phone this is, as a till reports it. */
async function buys(
  page: Page,
  { url, posKey }: Server,
  { minor, sku }: { readonly minor: number; readonly sku: string },
): Promise<void> {
  const { member } = await (await page.request.get(url + memberApi.wallet)).json();
  const answer = await page.request.post(url + posApi.purchases, {
    headers: { authorization: `Bearer ${posKey}` },
    data: {
      member: { number: member.number },
      receiptNumber: `${sku}-${member.number}`,
      soldAt: new Date(),
      total: { minor, currency: 'EUR' },
      lines: [{ id: '1', minor, sku }],
    },
  });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** The subjects of all mails to an address since the server's start, a line each. */
async function subjects(page: Page, { url }: Server, address: string): Promise<string> {
  const answer = await page.request.get(`${url}/dev/inbox.json`);
  const mails: { to: string; subject: string }[] = await answer.json();
  return mails.flatMap(({ to, subject }) => (to === address ? [subject] : [])).join('\n');
}

test('points that nobody was told of stay past their day, end after the notice, and support gives back each of them; a paid tier ends on its day', async ({
  browser,
}) => {
  test.slow(); // A server that is started three times.
  const server = await startServer();
  const { url } = server;
  const pending = await demonstrationWhere('tiers', 'pending: { days: 3, tiers: at-once }\n');
  const short = pending
    .replace('tier: gold\n    months: 12', 'tier: gold\n    months: 1')
    .replace('points-last-months: 12', 'points-last-months: 1')
    .replace('welcome-points: 150', 'welcome-points: 0');
  await putProgram(server, short);
  const page = await phone(browser, noWorker);
  const address = await join(page, server);
  await buys(page, server, { minor: 15_600, sku: 'GOLD-YEAR' });
  await openApp(page, `${url}/profile`);
  await expect(page.getByText('Your Gold membership', { exact: true })).toBeVisible();
  await server.stop();

  // The machine stood still for forty days. The day of the 156 points is over, and while they were pending nobody was told of it.
  await server.again(noonAfter(40, 'Europe/Dublin'));
  const ending = /156 points expire on \d+ \w+ \d{4}/;
  const mailed = expect.poll(() => subjects(page, server, address));
  await mailed.toMatch(ending);
  await mailed.toMatch(/Your Gold membership ended on /);
  const [sentence = ''] = ending.exec(await subjects(page, server, address)) ?? [];
  await server.admin(['apologise', address, '20', 'Sorry that we were closed']);
  await openApp(page, `${url}/wallet`);
  await expect(page.getByText('176', { exact: true })).toBeVisible();
  await page.getByText('176 points expire in the next 60 days').click();
  const days = page.locator('details', { hasText: 'in the next 60 days' });
  await expect(days.getByText(sentence)).toBeVisible();
  await expect(days.getByText(/^20 points expire on /)).toBeVisible();
  await expectAccessible(page, 'points near their end, by day');
  await server.stop();

  await server.again(noonAfter(49, 'Europe/Dublin'));
  await openApp(page, `${url}/history`);
  await expect(page.getByText('Points expired')).toBeVisible();
  await expect(page.getByText('−156')).toBeVisible();
  await expect(page.getByText('Gold membership ended')).toBeVisible();
  await server.admin(['reinstate', address]);
  await expect(page.getByText('Adjusted: your expired points are back')).toBeVisible();
  await expect(page.getByText('+156')).toHaveCount(2);
  await openApp(page, `${url}/wallet`);
  await expect(page.getByText('176', { exact: true })).toBeVisible();
  await closeShop(server, browser);
});
