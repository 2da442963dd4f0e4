import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { atHome, desktop, tablet } from './desk.ts';
import { cutText } from './layout.ts';
import { digitsOn, openApp, signIn } from './people.ts';
import { readWithZxing } from './readers.ts';
import { test } from './tillpass.ts';
import { watched } from './watched.ts';

const boxOf = async (page: Page, name: string) => {
  const box = await page.getByRole('heading', { name, exact: true }).boundingBox();
  if (!box) throw new Error(`${name} is not drawn`);
  return box;
};

for (const [what, viewport] of Object.entries({ tablet, desk: desktop })) {
  test(`on a ${what} rewards stand in the middle, card and history beside them`, async ({
    browser,
    tillpass,
  }) => {
    const page = await atHome(browser, tillpass, viewport);
    const [rewards, history] = [
      await boxOf(page, 'Available now'),
      await boxOf(page, 'Recent activity'),
    ];
    const card = await page.locator('.card').boundingBox();
    expect(card?.x).toBe(history.x);
    expect(history.x).toBeGreaterThan(rewards.x + 300);
    for (const path of ['/wallet', '/rewards', '/history', '/profile', '/tiers', '/scan']) {
      await page.goto(tillpass.url + path);
      await expectAccessible(page, path);
      expect(await cutText(page), path).toEqual([]);
    }
    await page.context().close();
  });
}

test('at a desk the tabs are a rail at the side, on every page, and first for the keyboard', async ({
  browser,
  tillpass,
}) => {
  const page = await atHome(browser, tillpass, desktop);
  for (const path of ['/wallet', '/rewards/coffee']) {
    await openApp(page, tillpass.url + path);
    const rail = await page.getByRole('navigation').boundingBox();
    expect(rail).toMatchObject({ x: 0, y: 0, height: desktop.height });
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
    for (const name of ['Wallet', 'Rewards', 'History', 'Profile', 'My code']) {
      await page.keyboard.press('Tab');
      await expect(page.getByRole('link', { name, exact: true })).toBeFocused();
    }
  }
  await page.context().close();
});

test('what a wide screen adds moves nothing that was there', async ({ browser, tillpass }) => {
  const page = await atHome(browser, tillpass, desktop);
  await openApp(page, `${tillpass.url}/wallet`);
  await expect(page.getByRole('heading', { name: 'Worth collecting for' })).toBeVisible();
  const moved = page.evaluate(async () => {
    const found: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => found.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    // What a frame moved is told after it.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    return [...found, ...observer.takeRecords()].map((entry) => JSON.stringify(entry));
  });
  expect(await moved).toEqual([]);
  await page.context().close();
});

test('a reward opens over the grid, and keyboard, Back and a reload do what they say', async ({
  browser,
  tillpass,
}) => {
  const page = await atHome(browser, tillpass, desktop);
  await page.getByRole('link', { name: 'Rewards', exact: true }).click();
  // The wallet, which has the same tickets, is then gone.
  await expect(page.getByRole('heading', { level: 1, name: 'Rewards' })).toBeVisible();
  const ticket = page.getByRole('link', { name: /^Warm cinnamon bun/ });
  const dialog = page.getByRole('dialog', { name: 'Warm cinnamon bun' });
  await ticket.focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL(/\/rewards\/cinnamon-bun$/);
  await expect(page).toHaveTitle('Warm cinnamon bun');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  await expectAccessible(page, 'a reward over the grid');

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/rewards$/);
  await expect(page).toHaveTitle(/^Rewards/);
  await expect(ticket).toBeFocused();

  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await page.goBack();
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/\/rewards$/);
  await expect(ticket).toBeFocused();

  await page.goForward();
  await expect(dialog).toBeVisible();

  await test.step('on a tablet that is turned narrow it is the page, until it is turned back', async () => {
    const heading = page.getByRole('heading', { level: 1, name: 'Warm cinnamon bun' });
    await page.setViewportSize({ width: 600, height: 900 });
    await expect(dialog).toHaveCount(0);
    await expect(heading).toBeVisible();
    await expect(page.getByRole('button', { name: 'Take it with you' })).toHaveCount(0);
    await page.setViewportSize(desktop);
    await expect(dialog).toBeVisible();
  });

  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Warm cinnamon bun' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Canvas tote bag/ })).toBeHidden();
  await expect(dialog).toBeHidden();
  await page.context().close();
});

test('from a reward over the grid one press leads to its voucher, and Back to the grid', async ({
  browser,
  tillpass,
}) => {
  const page = await atHome(browser, tillpass, desktop);
  await page.getByRole('link', { name: /^Warm cinnamon bun/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Use 80 points' }).click();
  await expect(page.getByRole('img', { name: /^Barcode/ })).toBeVisible();
  await expect(page).toHaveTitle('Warm cinnamon bun');
  await page.goBack();
  await expect(page.getByRole('list', { name: 'Ready to scan' })).toBeVisible();
  await page.context().close();
});

test('what collecting does not bring is not called worth collecting for', async ({
  browser,
  tillpass,
}) => {
  const page = await atHome(browser, tillpass, desktop);
  const list = page.getByRole('heading', { name: 'Worth collecting for' }).locator('..');
  await expect(list.getByRole('link', { name: /^Canvas tote bag/ })).toBeVisible();
  await expect(list.getByRole('link', { name: /^€15 off/ })).toBeVisible();
  // Another shop’s.
  await expect(list.getByRole('link', { name: /breakfast/i })).toHaveCount(0);
  await page.context().close();
});

test('a phone, also on its side, loads no script for wide screens and installs none', async ({
  browser,
  tillpass,
}) => {
  const viewport = { width: 360, height: 740 };
  const page = watched(await (await browser.newContext({ viewport })).newPage());
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await signIn(page, tillpass);
  await openApp(page, `${tillpass.url}/wallet`);
  await page.setViewportSize({ width: 740, height: 360 });
  await page.getByRole('link', { name: /^Warm cinnamon bun/ }).click();
  await expect(page.getByRole('article')).toBeVisible();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(asked.filter((url) => /\/wide-.*\.js$/.test(url))).toEqual([]);
  const worker = await (await page.request.get(`${tillpass.url}/sw.js`)).text();
  expect(worker).toMatch(/assets\/wide-[\w-]+\.css/);
  expect(worker).not.toMatch(/assets\/wide-[\w-]+\.js/);
  await page.context().close();
});

test('a voucher prints as one page with what a till needs, and history without what is pressed', async ({
  browser,
  tillpass,
}) => {
  const page = await atHome(browser, tillpass, desktop, { colorScheme: 'dark' });
  await page.getByRole('button', { name: /^Use 60 points/ }).click();
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
  const digits = await digitsOn(page);
  await page.emulateMedia({ media: 'print' });
  // biome-ignore lint/performance/useDomNodeTextContent: what does not show is not printed.
  const shown = async () => (await page.locator('body').innerText()).replace(/\s+/g, ' ');
  const voucher = await shown();
  for (const text of ['Any coffee', 'Alder & Rye', 'Good until', 'In every shop of'])
    expect(voucher).toContain(text);
  for (const text of ['minutes left', 'It won’t scan', 'Take it', 'Print', 'Wallet'])
    expect(voucher).not.toContain(text);
  await expect(page.getByRole('navigation')).toBeHidden();
  expect(await readWithZxing(await page.screenshot(), 'code-128')).toEqual([digits]);
  const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g);
  expect(pages).toHaveLength(1);

  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${tillpass.url}/history`);
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  const history = await shown();
  expect(history).toContain('Welcome gift');
  for (const text of ['Take it', 'Print', 'Wallet']) expect(history).not.toContain(text);
  await page.context().close();
});
