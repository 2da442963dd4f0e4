import { expect } from '@playwright/test';
import { join, phone, till } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// Sources are compiled as they are asked for, which takes a busy machine a while.
test.describe.configure({ timeout: 240_000 });

let dev: Server;
test.beforeAll(async () => {
  dev = await startServer({}, 'src/server/dev/main.ts');
});
test.afterAll(({ browser }) => closeShop(dev, browser));

test('in development a shopper’s session outlives the server', async ({ browser }) => {
  const page = await phone(browser);
  await join(page, dev);
  // Or the page, which reloads itself once the server is back, would cross the next visit.
  await page.goto('about:blank');
  await dev.stop();
  await dev.again();
  await page.goto(`${dev.url}/wallet`);
  await expect(page.getByText('150', { exact: true })).toBeVisible();
});

test('in development the till page runs from its sources', async ({ browser }) => {
  const page = await phone(browser);
  const associate = await till(page.context(), dev);
  await expect(associate.getByRole('button', { name: 'Turn camera on' })).toBeVisible();
});
