import { expect, type Page } from '@playwright/test';
import { askFromPoster, issue, join, newAddress, noWorker, phone, signIn } from './people.ts';
import { test } from './tillpass.ts';

test('without scripts the rewards narrow to those to be had, those of a tier and those of a shop', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await signIn(shopper, tillpass);
  const storageState = await shopper.context().storageState();
  const bare = await phone(browser, { storageState, javaScriptEnabled: false });
  await bare.goto(`${tillpass.url}/rewards`);
  const filters = bare.getByRole('group', { name: 'Show' });
  const tickets = bare.locator('.tickets').getByRole('link');
  const all = await tickets.count();
  await expect(tickets.last()).toContainText('Sold out');
  await filters.getByText('Available', { exact: true }).click();
  await expect(tickets.filter({ visible: true }).first()).toContainText('Any coffee');
  await expect(tickets.filter({ hasText: 'Tote', visible: true })).toHaveCount(0);
  await filters.getByText('Points missing', { exact: true }).click();
  await expect(tickets.filter({ visible: true }).first()).toContainText(/point more|points more/);
  await filters.getByRole('group', { name: 'For higher tiers' }).getByText('Gold').click();
  await expect(tickets.filter({ visible: true })).toContainText(['Gold only']);
  await filters.getByRole('group', { name: 'Only in' }).getByText('Harbour').click();
  await expect(tickets.filter({ visible: true })).toContainText(['Not in this shop']);
  await filters.getByText('All', { exact: true }).click();
  await expect(tickets.filter({ visible: true })).toHaveCount(all);
  await bare.context().close();
  await shopper.context().close();
});

test('history sums up its month, names each receipt and balance, and leads to a voucher', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await join(shopper, tillpass);
  const wallet = await (await shopper.request.get(`${tillpass.url}/api/wallet`)).json();
  const sold = await fetch(`${tillpass.url}/pos/v1/purchases`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${tillpass.posKey}` },
    body: JSON.stringify({
      receiptNumber: 'R-4711',
      member: { number: wallet.member.number },
      total: { minor: 3_500, currency: 'EUR' },
      soldAt: new Date().toISOString(),
    }),
  });
  expect(sold.status).toBe(200);
  await tillpass.redeem(await issue(shopper));
  const storageState = await shopper.context().storageState();
  const bare = await phone(browser, { storageState, javaScriptEnabled: false });
  await bare.goto(`${tillpass.url}/history`);
  await expect(bare.getByText('Earned 185 · Spent 60')).toBeVisible();
  const lines = bare.getByRole('listitem');
  await expect(lines.filter({ hasText: 'Any coffee' }).locator('picture')).toHaveCount(1);
  await expect(lines.filter({ hasText: 'Receipt R-4711' })).toContainText('Balance 185');
  await expect(lines.filter({ hasText: 'Any coffee' })).toContainText('Balance 125');
  // Anywhere on its line leads to the voucher.
  await lines.filter({ hasText: 'Any coffee' }).click();
  await expect(bare.getByRole('heading', { name: /^You’ve received/ })).toBeVisible();
  await bare.context().close();
  await shopper.context().close();
});

test('sections stand 24 pixels apart, and what belongs together 12', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await shopper.goto(`${tillpass.url}/sign-in`);
  expect(await gapsOf(shopper), 'signing in').toEqual({ between: [], within: [12] });
  await askFromPoster(shopper, tillpass, newAddress());
  expect(await gapsOf(shopper), 'waiting').toEqual({ between: [], within: [12] });
  await signIn(shopper, tillpass);
  for (const path of ['/rewards', '/history', '/profile', '/earn']) {
    await shopper.goto(tillpass.url + path);
    await expect(shopper.getByRole('heading').first()).toBeVisible();
    const { between, within } = await gapsOf(shopper);
    expect(
      between.filter((gap) => gap !== 24),
      path,
    ).toEqual([]);
    expect(
      within.filter((gap) => gap !== 12),
      path,
    ).toEqual([]);
  }
  await shopper.context().close();
});

/** The distances between neighbours: of a page's sections, and of what is in one of them. Each once. */
const gapsOf = (page: Page): Promise<{ between: number[]; within: number[] }> =>
  page.evaluate(() => {
    // A box that is none on a narrow screen: its children stand in its place.
    const childrenOf = (parent: Element): Element[] =>
      [...parent.children].flatMap((child) =>
        getComputedStyle(child).display === 'contents' ? childrenOf(child) : child,
      );
    const gaps = (parent: Element): number[] => {
      const boxes = childrenOf(parent)
        .filter((child) => child.checkVisibility() && getComputedStyle(child).position === 'static')
        .map((child) => child.getBoundingClientRect())
        .filter(({ height }) => height > 0);
      return boxes.slice(1).map(({ top }, at) => Math.round(top - (boxes[at]?.bottom ?? 0)));
    };
    const once = (all: readonly number[]) => [...new Set(all)];
    const main = document.querySelector('main');
    const inside = [
      ...document.querySelectorAll('main section:not([class]), main > .stack:not(.panel)'),
    ];
    return { between: once(main ? gaps(main) : []), within: once(inside.flatMap(gaps)) };
  });

test('the code’s field has the focus, and the mail’s own program is one tap away', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await askFromPoster(shopper, tillpass, newAddress());
  await expect(shopper.getByLabel('6-digit code')).toBeFocused();
  await expect(shopper.getByRole('link', { name: 'Open the development inbox' })).toBeVisible();
  await shopper.reload();
  await expect(shopper.getByLabel('6-digit code')).toBeFocused();
  await shopper.context().close();
});

for (const javaScriptEnabled of [true, false])
  test(`a poster fits a small phone, and says once what its one field is for, scripts ${
    javaScriptEnabled ? 'on' : 'off'
  }`, async ({ tillpass, browser }) => {
    const small = { viewport: { width: 360, height: 640 }, javaScriptEnabled };
    const shopper = await phone(browser, { ...noWorker, ...small });
    await shopper.goto(`${tillpass.url}/P/M1`);
    const send = shopper.getByRole('button', { name: 'Send me the code' });
    await expect(send).toBeInViewport({ ratio: 1 });
    await expect(shopper.getByText('No app, no password')).toBeInViewport({ ratio: 1 });
    await expect(shopper.getByText('join or sign in')).toHaveCount(1);
    const field = shopper.getByLabel('E-mail address');
    await expect(field).toHaveAttribute('enterkeyhint', 'send');
    await field.fill('no address');
    await send.click();
    // A browser that is faster than the scripts sends the document's own form: the page after it says the same.
    const said = shopper
      .getByText('An address looks like name@example.com.')
      .filter({ visible: true });
    await expect(said).toHaveCount(1);
    await expect(field).toBeFocused();
    await expect(field).toHaveValue('no address');
    await expect(field).toHaveAccessibleDescription('An address looks like name@example.com.');
    await expect
      .poll(async () => {
        const [above, below] = [await field.boundingBox(), await said.boundingBox()];
        const gap = below && above ? below.y - above.y - above.height : Number.NaN;
        return gap >= 0 && gap <= 24;
      })
      .toBe(true);
    await shopper.context().close();
  });

test('the development inbox shows the newest mail as a person sees it', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  const address = newAddress();
  await askFromPoster(shopper, tillpass, address);
  const { code } = await tillpass.mailTo(address);
  await shopper.goto(`${tillpass.url}/dev/inbox`);
  const mail = shopper.frameLocator('iframe').first();
  await expect(mail.getByText(code)).toBeVisible();
  await expect(mail.getByRole('link', { name: /^Continue to/ })).toBeVisible();
  await shopper.context().close();
});
