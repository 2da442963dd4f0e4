import { expect } from '@playwright/test';
import { passOn, untilPass } from './passes.ts';
import { join, openReward, phone, scan, till } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';
import { through, untilInstalled } from './weather.ts';

// A server of its own: today's list must hold what this test did, and nothing else.
let tillpass: Server;
test.beforeAll(async () => {
  tillpass = await startServer();
});
test.afterAll(({ browser }) => closeShop(tillpass, browser));

test('an associate gives what a phone without signal shows, once, and can undo it', async ({
  browser,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await untilPass(page);
    await untilInstalled(page);
    const associate = await till(await browser.newContext(), tillpass);
    const heading = (name: string) => associate.getByRole('heading', { name });
    const press = (name: string) => associate.getByRole('button', { name, exact: true }).click();

    await openReward(page, 'Any coffee');
    network.weather = 'hangs';
    // Nobody knows yet that there is no signal. The second tap leads to a barcode all the same.
    await page.getByRole('button', { name: 'Use 60 points' }).click();
    await expect(page.getByText('Made on this phone')).toBeVisible();
    const { text } = await passOn(page);

    const damaged = text.slice(0, -1) + ((Number(text.at(-1)) + 1) % 10);
    await scan(associate, damaged);
    await expect(associate.getByText('A digit is wrong or missing').first()).toBeVisible();

    await scan(associate, text);
    await expect(heading('Good to redeem')).toBeVisible();
    await expect(associate.getByText('Any coffee', { exact: true })).toBeVisible();
    await press('Redeem');
    await expect(heading('Done')).toBeVisible();

    await press('Scan the next one');
    await scan(associate, text);
    await expect(associate.getByText(/^Already used at Main Street, Till\s2/)).toBeVisible();

    await press('Scan again');
    await associate.getByRole('button', { name: /^Undo Any coffee/ }).click();
    await associate.getByLabel('Scanned by mistake').check();
    await press('Undo it');
    await expect(heading('Undone')).toBeVisible();

    network.weather = 'fair';
    await page.goto(`${server.url}/wallet`);
    await expect(page.getByText('150', { exact: true })).toBeVisible();
    await associate.context().close();
    await page.context().close();
  });
});
