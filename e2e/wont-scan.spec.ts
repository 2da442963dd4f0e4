import { expect, type Locator, type Page } from '@playwright/test';
import { spokenDigits } from '#i18n/format.ts';
import { overTheCard } from './over-the-card.ts';
import { issue, join, openTrouble, phone, till, untilFitted } from './people.ts';
import { readWithZbar, readWithZxing } from './readers.ts';
import { expectCrispBars, expectCrispQr } from './symbol-pixels.ts';
import { test } from './tillpass.ts';
import { through, untilKept, untilNewVersion } from './weather.ts';

const bars = (page: Page): Locator => page.locator('.barcode-bars');
const qr = (page: Page): Locator => page.locator('.barcode-qr');
const larger = (page: Page): Locator => page.getByRole('checkbox', { name: 'Larger' });
const name = (page: Page): Locator => page.getByRole('heading', { name: 'Any coffee' });
const hint = (page: Page): Locator => page.locator('.voucher > .hint');

const longerSide = async (symbol: Locator): Promise<number> => {
  const box = await symbol.boundingBox();
  return Math.max(box?.width ?? 0, box?.height ?? 0);
};

for (const deviceScaleFactor of [1, 2, 3])
  test(`the whole screen at ${deviceScaleFactor} device pixels: larger, crisp and read by two readers`, async ({
    browser,
    tillpass,
  }) => {
    const page = await phone(browser, { deviceScaleFactor });
    await join(page, tillpass);
    const digits = await issue(page);
    await untilFitted(page);
    const small = { bars: await longerSide(bars(page)) };
    await openTrouble(page);
    await larger(page).check();
    // The bars run along the longer side of the screen: half as wide again, and taller.
    await expect.poll(() => longerSide(bars(page))).toBeGreaterThan(1.5 * small.bars);
    const screen = await page.screenshot();
    const turned = { modules: 101, quiet: 10, first: 2, turned: true };
    await expectCrispBars(bars(page), deviceScaleFactor, screen, 'larger', turned);
    expect(await readWithZbar(screen, 'code-128')).toEqual([digits]);
    expect(await readWithZxing(screen, 'code-128')).toEqual([digits]);
    expect(await overTheCard(page)).toEqual([]);

    await page.getByRole('radio', { name: 'QR code' }).check();
    await expect.poll(() => longerSide(qr(page))).toBeGreaterThan(0.9 * 360);
    const whole = await page.screenshot();
    await expectCrispQr(qr(page), deviceScaleFactor, whole, 'larger');
    expect(await readWithZbar(whole, 'qr')).toEqual([digits]);
    expect(await readWithZxing(whole, 'qr')).toEqual([digits]);
    expect(await overTheCard(page)).toEqual([]);

    // A phone that is turned has its longer side across already.
    await page.setViewportSize({ width: 740, height: 360 });
    for (const kind of ['QR code', 'Bars']) {
      await page.getByRole('radio', { name: kind }).check();
      await expect(page.locator('.barcode-card')).toBeInViewport({ ratio: 1 });
      expect(await overTheCard(page)).toEqual([]);
    }
    expect(await readWithZxing(await page.screenshot(), 'code-128')).toEqual([digits]);
    await page.context().close();
  });

test('larger ends by its own button and by Escape, and with its voucher', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await issue(page);
  await untilFitted(page);
  const usual = await longerSide(bars(page));
  await openTrouble(page);
  await larger(page).check();
  await expect.poll(() => longerSide(bars(page))).toBeGreaterThan(usual);
  // The reward's name stays visible, and a keyboard reaches only what is visible: the switch and the button to end.
  await expect(name(page)).toBeInViewport({ ratio: 1 });
  const met = await page.evaluate(focusable);
  expect(met).toEqual(['checkbox', 'radio', 'radio']);
  await larger(page).uncheck();
  await expect.poll(() => longerSide(bars(page))).toBe(usual);

  await larger(page).check();
  await page.keyboard.press('Escape');
  await expect(larger(page)).not.toBeChecked();
  await expect(name(page)).toBeVisible();

  await larger(page).check();
  await page.goBack();
  await expect(page.getByRole('list', { name: 'Ready to scan' })).toBeVisible();
  await page.goForward();
  await untilFitted(page);
  await openTrouble(page);
  await expect(larger(page)).not.toBeChecked();
  await page.context().close();
});

test('on a wide screen, too, a keyboard under “Larger” reaches only what is visible', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await issue(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole('button', { name: 'Take it with you' })).toBeVisible();
  await openTrouble(page);
  await larger(page).check();
  expect(await page.evaluate(focusable)).toEqual(['checkbox', 'radio', 'radio']);
  await page.context().close();
});

/** Runs in the page, so it can use nothing from this file. */
const focusable = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('a, button, input, summary')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one) => (one instanceof HTMLInputElement ? one.type : one.tagName));

test('without scripts the ladder has every rung', async ({ browser, tillpass }) => {
  const first = await phone(browser);
  await join(first, tillpass);
  await issue(first);
  const url = first.url();
  const storageState = await first.context().storageState();
  const number = await first.evaluate(async () => {
    const { member } = await (await fetch('/api/wallet')).json();
    return String(member.number);
  });
  await first.context().close();
  const page = await phone(browser, { storageState, javaScriptEnabled: false });
  await page.goto(url);
  const small = await longerSide(bars(page));
  await page.getByText('It won’t scan').click();
  await larger(page).check();
  expect(await longerSide(bars(page))).toBeGreaterThan(1.5 * small);
  await larger(page).uncheck();
  await page.getByRole('radio', { name: 'QR code' }).check();
  await expect(qr(page)).toBeVisible();
  const bright = page.getByText('Turn the brightness up and night filters off.');
  await expect(bright.filter({ visible: true })).toHaveCount(1);
  await expect(page.getByText('Ask the staff to type the digits under the code.')).toBeVisible();
  const spoken = spokenDigits(number);
  await expect(page.getByText(spoken).first()).toBeVisible();
  await page.context().close();
});

test('shown to staff, the number finds the member, whose yes redeems what would not scan', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await issue(page);
  await page.getByText('It won’t scan').click();
  const number = await page.locator('.trouble .barcode-digits [aria-hidden]').textContent();
  const associate = await till(await browser.newContext(), tillpass);
  await associate.getByRole('button', { name: 'Find a member' }).click();
  await associate.getByLabel('E-mail address or member number').fill(number ?? '');
  await associate.getByRole('button', { name: 'Find', exact: true }).click();
  await associate.getByRole('button', { name: /^Any coffee/ }).click();
  await expect(
    associate.getByRole('heading', { name: 'Ask the shopper to confirm' }),
  ).toBeVisible();
  // Also a question of the till waits beside the card, and not on it.
  expect(await overTheCard(page)).toEqual([]);
  const other = await page.context().newPage();
  await other.goto(`${tillpass.url}/wallet`);
  await other.getByRole('button', { name: 'Yes, I want it' }).click();
  await expect(page.getByText('You’ve received “Any coffee”')).toBeVisible();
  await page.context().close();
});

test('brightness and filters are spoken of once on a phone, below the bars', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  await issue(page);
  await untilFitted(page);
  await expect(hint(page)).toContainText('night filters off');
  const before = await bars(page).boundingBox();
  const below = await hint(page).boundingBox();
  expect(below?.y ?? 0).toBeGreaterThan((before?.y ?? 0) + (before?.height ?? 0));
  await page.reload();
  await expect(page.locator('.barcode-card[style]')).toBeVisible();
  await expect(hint(page)).toBeEmpty();
  // The notice has come without moving the bars.
  expect(await bars(page).boundingBox()).toEqual(before);
  await page.context().close();
});

test('where the browser darkens pages the bars stay on white, and it is said', async ({
  browser,
  tillpass,
}) => {
  const page = await phone(browser);
  await join(page, tillpass);
  const digits = await issue(page);
  await expect(hint(page)).not.toContainText('darkens');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setAutoDarkModeOverride', { enabled: true });
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.reload();
    await expect(page.locator('.barcode-card[style]')).toBeVisible();
    // Chromium leaves alone what asks for it where the phone is dark as well, and darkens everything else where not.
    const told = colorScheme === 'light' ? 'This browser darkens pages.' : '';
    await expect(hint(page)).toContainText(told);
    const screen = await page.screenshot();
    expect(await readWithZbar(screen, 'code-128')).toEqual([digits]);
    expect(await readWithZxing(screen, 'code-128')).toEqual([digits]);
  }
  await page.context().close();
});

test('no notice of any kind lies on the white card', async ({ browser, tillpass }) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser, { viewport: { width: 320, height: 640 } });
    await join(page, server);
    await untilKept(page, '/wallet');
    await page.reload();
    await issue(page);
    await expect(hint(page)).not.toBeEmpty();
    expect(await overTheCard(page)).toEqual([]);

    network.newVersion();
    await untilNewVersion(page);
    expect(await overTheCard(page)).toEqual([]);

    await page.evaluate(() => dispatchEvent(new Event('beforeinstallprompt')));
    expect(await overTheCard(page)).toEqual([]);

    network.weather = 'gone';
    await page.evaluate(() => dispatchEvent(new Event('offline')));
    await expect(page.getByRole('status').filter({ visible: true })).toContainText('No connection');
    expect(await overTheCard(page)).toEqual([]);
    await openTrouble(page);
    await expect(page.getByText(/No connection/)).toHaveCount(1);
    expect(await overTheCard(page)).toEqual([]);
    await page.context().close();
  });
});
