import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { join, phone, till } from './people.ts';
import { putProgram } from './program.ts';
import { closeShop, startServer, test } from './tillpass.ts';

/** The demonstration in a currency whose prices show no cents, though ISO 4217 gives it some. */
async function demonstrationIn(currency: string): Promise<string> {
  const text = await readFile('src/server/demonstration/program.yaml', 'utf8');
  return text
    .replace('currency: EUR', `currency: ${currency}`)
    .replace('points-per-unit: 1', 'points-per-unit: 0.01')
    .replace('from: 500', 'from: 50000')
    .replace('from: 1200', 'from: 120000');
}

for (const currency of ['RSD', 'HUF']) {
  test(`${currency}: the till, the server’s page and the phone’s script read one amount`, async ({
    browser,
  }) => {
    test.slow(); // Slow, because it starts a server, a till and two phones.
    const server = await startServer();
    await putProgram(server, await demonstrationIn(currency));
    const shopper = await phone(browser);
    const address = await join(shopper, server);

    const associate = await till(await browser.newContext(), server);
    await associate.getByRole('button', { name: 'Find a member' }).click();
    await associate.getByLabel('E-mail address or member number').fill(address);
    await associate.getByRole('button', { name: 'Find', exact: true }).click();
    await associate.getByRole('button', { name: 'Add a purchase' }).click();
    await associate.getByLabel(`Amount in ${currency}`).fill('12490,00');
    await associate.getByLabel('Receipt number').fill('2026/0042');
    await associate.getByRole('button', { name: 'Add it' }).click();
    await expect(associate.getByText('274 points', { exact: true })).toBeVisible();

    const ladder = (page: typeof shopper) =>
      page.getByText(/more within 12 months to reach Silver$/);
    await expect(shopper.getByText('274', { exact: true })).toBeVisible();
    await shopper.reload();
    await expect(ladder(shopper)).toContainText('37,510');
    const drawn = (await ladder(shopper).textContent()) ?? '';

    const withoutScripts = await phone(browser, {
      javaScriptEnabled: false,
      storageState: await shopper.context().storageState(),
    });
    await withoutScripts.goto(`${server.url}/wallet`);
    await expect(ladder(withoutScripts)).toHaveText(drawn);
    await closeShop(server, browser);
  });
}
