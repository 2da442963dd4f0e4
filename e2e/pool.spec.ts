import { writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, type Page } from '@playwright/test';
import { openScan, untilPass } from './passes.ts';
import { cancelVoucher, join, openReward, phone, till } from './people.ts';
import { demonstrationWith, putProgram } from './program.ts';
import { readWithZbar, readWithZxing } from './readers.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';
import { through, untilKept, untilKeptWith } from './weather.ts';

/** The demonstration with a till at Main Street that only knows fixed codes, and two such codes. */
async function startWithPool(): Promise<Server> {
  const server = await startServer();
  await putProgram(server, await demonstrationWith('way: pool'));
  const codes = joinPath(server.dataDir, 'codes.csv');
  await writeFile(codes, 'Code\nCAFE-0001\nCAFE-0002\n');
  const loaded = await server.admin(['pool', 'coffee', codes, '--store', 'main-street']);
  expect(loaded).toContain('2 codes can be handed out');
  return server;
}

/** Picks the coffee. @returns the till's own code, as it stands on the phone for typing */
async function pickCoffee(page: Page): Promise<string> {
  await openReward(page, 'Any coffee');
  await page.getByRole('button', { name: /^Use \d+ points/ }).click();
  await expect(page).toHaveURL(/\/redemptions\//);
  return (
    (await page
      .getByText(/^CAFE-\d{4}$/)
      .last()
      .textContent()) ?? ''
  );
}

/** Half an hour is longer than a browser waits: everything that was handed out ended before now. */
function letTimePass({ dataDir }: Server): void {
  // The server writes now and then, and who comes meanwhile has to wait.
  const database = new DatabaseSync(joinPath(dataDir, 'tillpass.sqlite'), { timeout: 5_000 });
  const hourMs = 60 * 60_000;
  database.exec(`update redemptions set expires_at = expires_at - ${hourMs};
    update pool_handouts set ends_at = ends_at - ${hourMs};`);
  database.close();
}

/** The back office sends the till's file of used codes. */
async function settle({ url }: Server, key: string, file: string, until?: Date) {
  const end = until ? `&until=${until.toISOString()}` : '';
  const answer = await fetch(`${url}/admin/v1/settlements?store=main-street${end}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    body: file,
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

test('a till that only knows fixed codes: handed out, settled by its file, unused given back', async ({
  browser,
}) => {
  // Slow, because it needs three shoppers, a till and seven commands.
  test.slow();
  const server = await startWithPool();
  const key = /ta_\S+/.exec(await server.admin(['api-key', 'back office']))?.[0] ?? '';
  const ada = await phone(browser);
  await join(ada, server);
  let code = '';

  await test.step('the phone shows the till’s own code and says that use is known later', async () => {
    code = await pickCoffee(ada);
    // By its role: the dialog that asks before cancelling says it too, when it is open.
    const later = ada
      .getByRole('paragraph')
      .filter({ hasText: 'The shop confirms its use later.' });
    await expect(later).toBeVisible();
    // That till can't ask for its instruction, so the shopper holds it out.
    await expect(ada.getByText(/^For the staff: Ring up/)).toBeVisible();
    const screen = await ada.screenshot();
    expect(await readWithZbar(screen, 'code-128')).toEqual([code]);
    expect(await readWithZxing(screen, 'code-128')).toEqual([code]);
  });

  await test.step('our till page says what it is and gives nothing', async () => {
    const page = await till(await browser.newContext(), server);
    await page.getByLabel('Digits under the bars').fill(code);
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.getByText('This code is for the shop’s own till.').first()).toBeVisible();
    await expect(page.getByText('Any coffee').first()).toBeVisible();
  });

  await test.step('the till’s file says that it was used, and the phone hears of it', async () => {
    const usedAt = new Date().toISOString();
    await settle(server, key, `code,time,till,receipt\n${code},${usedAt},T-7,0815\n`);
    await expect(ada.getByText('You’ve received “Any coffee”')).toBeVisible();
    await expect(ada.getByText(/Used at Main\sStreet, T-7/)).toBeVisible();
  });

  const ben = await phone(browser);
  await join(ben, server);
  await test.step('cancelled, it says that the points wait', async () => {
    const other = await pickCoffee(ben);
    expect(other).not.toBe(code);
    await cancelVoucher(ben);
    const waits = 'The shop confirms its use later. Not used? Your points come back.';
    await expect(ben.getByRole('heading', { name: waits })).toBeVisible();
    await expect(ben.getByText(other)).toHaveCount(0);
    await expect(ben.getByText('You have 90 points.')).toBeVisible();
  });

  await test.step('no code is left, and the next shopper sees that beforehand', async () => {
    const cleo = await phone(browser);
    await join(cleo, server);
    await cleo.getByRole('navigation').getByRole('link', { name: 'Rewards' }).click();
    await cleo.getByRole('link', { name: 'Any coffee' }).first().click();
    await expect(cleo.getByText('All gone. Pick another one.')).toBeVisible();
  });

  await test.step('unused at settlement gives the points back', async () => {
    letTimePass(server);
    const report = await settle(server, key, 'code,time,till,receipt\n', new Date());
    expect(report.returned).toBe(1);
    await expect(ben.getByText('Cancelled. 60 points are back.')).toBeVisible();
    await expect(ben.getByText('You have 150 points.')).toBeVisible();
    expect(await server.admin(['verify'])).toContain('Every figure is what the ledger says.');
  });

  await closeShop(server, browser);
});

test('a code is kept ready for a shop without signal, since its till asks nobody', async ({
  browser,
}) => {
  const server = await startWithPool();
  await through(server, async ({ server: seen, network }) => {
    const page = await phone(browser);
    await join(page, seen);
    await untilPass(page);
    await page.getByRole('link', { name: 'Any coffee' }).first().click();
    await page.getByLabel(/^Keep it ready for 1 day/).check();
    await page.getByRole('button', { name: /^Use \d+ points/ }).click();
    await expect(page.getByText('1 day left')).toBeVisible();
    const voucher = new URL(page.url()).pathname;
    await untilKept(page, voucher);
    await untilKeptWith(page, '/wallet', voucher);

    network.weather = 'gone';
    await page.goto(`${seen.url}/wallet`);
    await expect(page.getByText('No connection')).toBeVisible();
    const [code = ''] = await readWithZbar(await page.screenshot(), 'code-128');
    expect(code).toMatch(/^CAFE-\d{4}$/);
    // It is not the one that a till knows a member by.
    await openScan(page);
  });
  await closeShop(server, browser);
});
