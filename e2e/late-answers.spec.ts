import { expect, type Page } from '@playwright/test';
import { deskApi, deskPages } from '#contract/desk/desk-paths.ts';
import { memberApi, tillApi } from '#contract/paths.ts';
import type { Network } from './network.ts';
import { beginAtDesk, withPasskeys } from './passkeys.ts';
import { askFromPoster, issue, join, newAddress, phone, scan, till, untilAlive } from './people.ts';
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

/** By then React has drawn what an answer changes, if it changes anything. */
const twoFrames = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );

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
    // Here a scan counts unless something is being sent, and what was left is not.
    await press(associate, 'New member');
    await scan(associate, digits);
    const verdict = associate.getByRole('heading', { name: 'Good to redeem' });
    await expect(verdict).toBeVisible();
    await release(associate, network);
    await twoFrames(associate);
    await expect(verdict).toBeVisible();
    await press(associate, 'Redeem');
    await expect(associate.getByRole('heading', { name: 'Done' })).toBeVisible();
  });
});

test('at the till a stray scan does not hide a question that is on its way', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const shopper = await phone(browser);
    const address = await join(shopper, server);
    const { member } = await (await shopper.request.get(server.url + memberApi.wallet)).json();
    const associate = await till(await browser.newContext(), tillBehind(server, tillpass.url));
    await press(associate, 'Find a member');
    await associate.getByLabel('E-mail address or member number').fill(address);
    await press(associate, 'Find');
    network.heldBack = tillApi.askMember;
    await associate.getByRole('button', { name: /^Any coffee \d+ points/ }).click();
    // The barcode still lies under a scanner that looks by itself.
    await scan(associate, member.number);
    const next = associate.getByRole('button', { name: 'Scan the next one' });
    await next.focus();
    await associate.keyboard.press('Enter');
    await expect(next).toHaveAttribute('aria-disabled', 'true');
    await expect(next).toBeFocused();
    await release(associate, network);
    await press(associate, 'Cancel');
    await expect(associate.getByRole('heading', { name: 'Can have now' })).toBeVisible();
  });
});

test('at the desk a draft that was begun does not fetch back whoever went elsewhere', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const desk = await withPasskeys(browser, { viewport: { width: 1440, height: 900 } });
    const printed = await tillpass.prepare('desk-owner', 'Dora');
    await beginAtDesk(desk, /http\S+/.exec(printed)?.[0] ?? '');
    await desk.goto(server.url + deskPages.desk);
    await desk.getByRole('navigation').getByRole('link', { name: 'Program' }).click();
    await press(desk, 'Begin a draft');
    await desk.getByRole('textbox', { name: 'What is it for?' }).fill('Winter prices');
    network.heldBack = deskApi.beginDraft;
    network.heard.length = 0;
    await press(desk, 'Begin');
    await expect.poll(() => network.heard).toContain(`POST ${deskApi.beginDraft}`);
    await desk.keyboard.press('Escape');
    await desk.getByRole('navigation').getByRole('link', { name: 'Members' }).click();
    await desk.getByRole('searchbox').fill('Ada');
    await release(desk, network);
    await desk.getByRole('searchbox').press('Enter');
    await expect(desk.getByText(/^Nobody found/)).toBeVisible();
  });
});

test('a mail that was asked for again does not fetch back whoever types another address', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await askFromPoster(page, server, newAddress());
    network.heldBack = memberApi.signIns;
    network.heard.length = 0;
    await untilAlive(page.getByRole('button', { name: 'Send it again' }));
    await press(page, 'Send it again');
    await expect.poll(() => network.heard).toContain(`POST ${memberApi.signIns}`);
    await page.getByRole('link', { name: 'Use another address' }).click();
    const other = newAddress();
    await page.getByLabel('E-mail address').fill(other);
    await release(page, network);
    await page.getByLabel('E-mail address').press('Enter');
    await expect(page.getByText(other)).toBeVisible();
    await page.context().close();
  });
});
