import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Page } from '@playwright/test';
import { join, phone, till } from './people.ts';
import { putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A program of its own, which no other test should meet, and a busy morning behind it.
let server: Server;
test.beforeAll(async ({ browser }) => {
  server = await startServer();
  await busyMorning(server, browser);
});
test.afterAll(({ browser }) => closeShop(server, browser));

const lines = 60;

/** What one member may take in an hour (docs/limits.md). */
const linesOfOne = 30;

/** As many rewards as a shop gives on a busy morning; free ones, so that few shoppers are enough. */
async function busyMorning(server: Server, browser: Browser): Promise<void> {
  const text = await readFile('src/server/demonstration/program.yaml', 'utf8');
  const free = text.replace(/(id: coffee\n[\s\S]*?points: )60/, (_, before) => `${before}0`);
  await putProgram(server, free);
  const shoppers = Array.from({ length: lines / linesOfOne }, () => phone(browser));
  await Promise.all(shoppers.map(async (shopper) => takeAll(server, await shopper)));
}

async function takeAll(server: Server, shopper: Page): Promise<void> {
  await join(shopper, server);
  for (let line = 0; line < linesOfOne; line += 1) {
    const issued = await shopper.request.post(`${server.url}/api/redemptions`, {
      headers: { origin: server.url },
      data: { id: crypto.randomUUID(), rewardId: 'coffee' },
    });
    await server.redeem((await issued.json()).code);
  }
}

test('with a long list of today, undoing without a reason moves nothing out of sight', async ({
  browser,
}) => {
  const associate = await till(await browser.newContext(), server);
  for (const [width, height] of [
    [360, 740],
    [768, 1024],
    [1024, 768],
    [1440, 900],
  ] as const) {
    await test.step(`${width} × ${height}`, async () => {
      await associate.setViewportSize({ width, height });
      await associate
        .getByRole('button', { name: /^Undo Any coffee/ })
        .first()
        .click();
      const reasons = associate.getByRole('group', { name: 'Why?' });
      await expect(reasons).toBeInViewport({ ratio: 1 });
      const before = await associate.evaluate(() => scrollY);
      await associate.getByRole('button', { name: 'Undo it' }).click();
      await expect(associate.getByText('Say why first.')).toBeInViewport({ ratio: 1 });
      await expect(reasons).toBeInViewport({ ratio: width < 900 ? 0.6 : 1 });
      const moved = (await associate.evaluate(() => scrollY)) - before;
      expect(moved, 'no further than the notice is high').toBeLessThan(120);
      await associate.getByRole('button', { name: 'Leave it' }).click();
    });
  }
});

test('a long list of what was given says how much it holds, and is searched', async ({
  browser,
}) => {
  const associate = await till(await browser.newContext(), server);
  const all = associate.getByRole('button', { name: /^Undo Any coffee/ });
  await expect(associate.getByText(`${lines} given`)).toBeVisible();
  const wanted = associate.getByLabel('Find in this list');
  // What a POS redeemed has no associate, and is found by its till.
  await wanted.fill('till 2 COFFEE');
  await expect(all).toHaveCount(lines);
  await wanted.fill('coffee nobody');
  await expect(associate.getByText('None of them.')).toBeVisible();
  await expect(all).toHaveCount(0);
});

test('on a desktop the list of today scrolls by itself', async ({ browser }) => {
  const associate = await till(
    await browser.newContext({ viewport: { width: 1440, height: 900 } }),
    server,
  );
  const last = associate.getByRole('button', { name: /^Undo Any coffee/ }).last();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
  await expect(associate.getByRole('button', { name: 'Find a member' })).toBeInViewport();
});
