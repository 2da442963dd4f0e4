import { expect, type Page } from '@playwright/test';
import { tillApi } from '#contract/paths.ts';
import type { Network } from './network.ts';
import { issue, join, phone, scan, till } from './people.ts';
import { type Server, test } from './tillpass.ts';
import { through } from './weather.ts';

// What is asked on one screen is answered when another one is there: on a slow line that is long enough for a press or a scan.

/** A till on the same slow line. */
const tillBehind = ({ enrolmentUrl, url, ...server }: Server, own: string): Server => ({
  ...server,
  url,
  enrolmentUrl: async () => (await enrolmentUrl()).replace(own, url),
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Lets an answer go that is held back, and waits until the page has it. */
async function release(page: Page, network: Network): Promise<void> {
  const path = network.heldBack ?? '';
  const come = page.waitForResponse((answer) => new URL(answer.url()).pathname === path);
  network.heldBack = null;
  await (await come).finished();
}

test('at the till a look-up that was left does not take the place of a voucher', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const shopper = await phone(browser);
    const address = await join(shopper, server);
    const digits = await issue(shopper);
    const associate = await till(await browser.newContext(), tillBehind(server, tillpass.url));
    await press(associate, 'Find a member');
    network.heldBack = tillApi.findMember;
    network.heard.length = 0;
    await associate.getByLabel('E-mail address or member number').fill(address);
    await press(associate, 'Find');
    await expect.poll(() => network.heard).toContain(`POST ${tillApi.findMember}`);
    await press(associate, 'Back');
    await scan(associate, digits);
    await expect(associate.getByRole('heading', { name: 'Good to redeem' })).toBeVisible();
    await release(associate, network);
    await press(associate, 'Redeem');
    await expect(associate.getByRole('heading', { name: 'Done' })).toBeVisible();
  });
});
