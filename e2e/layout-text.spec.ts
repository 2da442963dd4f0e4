import { expect, type Page } from '@playwright/test';
import { cutText, enlarge, hiddenFocus, openFolds } from './layout.ts';
import { issue, join, noWorker, phone, signIn, untilFitted } from './people.ts';
import { test } from './tillpass.ts';

test('with letters twice as large and every fold open, no page spills sideways', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  const address = await join(shopper, tillpass);
  // It is mailed, and then stands on the page of messages with its whole date.
  await signIn(await phone(browser, noWorker), tillpass, address);
  await shopper.goto(`${tillpass.url}/messages`);
  await expect(shopper.locator('.lines time')).toBeVisible();
  await shopper.goto(`${tillpass.url}/wallet`);
  await issue(shopper);
  const voucher = new URL(shopper.url()).pathname;
  const paths = [
    '/wallet',
    '/scan',
    '/tiers',
    '/rewards',
    '/rewards/harbour-breakfast',
    voucher,
    '/history',
    '/profile',
    '/messages',
    '/address',
    '/earn',
  ];
  for (const width of [320, 360, 390]) {
    await shopper.setViewportSize({ width, height: 740 });
    for (const path of paths) {
      await shopper.goto(tillpass.url + path);
      await expect(shopper.getByRole('heading').first()).toBeVisible();
      await enlarge(shopper);
      await openFolds(shopper);
      const over = await shopper.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `${path} at ${width}`).toBeLessThanOrEqual(0);
      const cut = await shopper.evaluate(() =>
        [...document.querySelectorAll('.greeting h1')].map(
          (h1) => h1.scrollHeight - h1.clientHeight,
        ),
      );
      // A third line would be cut; descenders are a few pixels.
      expect(Math.max(0, ...cut), `the greeting at ${width}`).toBeLessThanOrEqual(8);
    }
    await shopper.goto(tillpass.url + voucher);
    await untilFitted(shopper);
    await enlarge(shopper);
    await openFolds(shopper);
    expect(await cutText(shopper), `the ladder at ${width}`).toEqual([]);
  }
});

test('enlarged four times, in colours of the reader’s own, every page is whole and shows its focus', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser, { ...noWorker, forcedColors: 'active' });
  await join(shopper, tillpass);
  await issue(shopper);
  const voucher = new URL(shopper.url()).pathname;
  for (const viewport of [
    // A screen of 1280 × 900 at 400 %, and one of 1440 × 900 at 200 %.
    { width: 320, height: 225 },
    { width: 720, height: 450 },
  ]) {
    await shopper.setViewportSize(viewport);
    for (const path of [
      ...['/wallet', '/scan', '/tiers', '/rewards', '/rewards/coffee', '/rewards/enamel-mug'],
      ...[voucher, '/history', '/profile', '/earn', '/nowhere'],
    ]) {
      await shopper.goto(tillpass.url + path);
      await expect(shopper.getByRole('heading').first()).toBeVisible();
      expect(await cutText(shopper), `${path} at ${viewport.width}`).toEqual([]);
      expect(await hiddenFocus(shopper), `${path} at ${viewport.width}`).toEqual([]);
      // Fills are gone, so an edge says what can be pressed.
      const flat = shopper.locator('main .button:not(.plain)').filter({ visible: true });
      for (const edge of await flat.evaluateAll((all) =>
        all.map((one) => getComputedStyle(one).borderTopWidth),
      ))
        expect(edge, path).not.toBe('0px');
    }
  }
  // What is chosen, or reached, has a ground that the others have not.
  for (const [path, all] of [
    ['/wallet', '.beads i'],
    ['/rewards', '.filters label'],
    ['/rewards', '.tabs .icon'],
  ] as const) {
    await shopper.goto(tillpass.url + path);
    await expect(shopper.locator(all).first()).toBeVisible();
    expect(await groundsOf(shopper, all), all).toBe(2);
  }
});

/** How many grounds these elements have, or the marks before their text. */
const groundsOf = (page: Page, all: string): Promise<number> =>
  page.locator(all).evaluateAll((elements) => {
    const ofMark = (one: Element) => getComputedStyle(one, one.matches('i') ? '::before' : null);
    return new Set(elements.map((one) => ofMark(one).backgroundColor)).size;
  });
