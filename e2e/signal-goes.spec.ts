import { expect, type Page } from '@playwright/test';
import { openScan, untilPass } from './passes.ts';
import { askFromPoster, issue, join, newAddress, openApp, phone, typeCode } from './people.ts';
import { test } from './tillpass.ts';
import { through, untilInstalled, untilKept } from './weather.ts';

const away = (page: Page) => page.getByText('No connection.', { exact: true });
const placeOf = (page: Page, of: string) => page.locator(of).first().boundingBox();
const hourMs = 60 * 60_000;

test('a barcode stays where it is when the signal goes, on the voucher and on the card', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await untilPass(page);
    await untilInstalled(page);
    await openScan(page);
    const stays = async (bars: string) => {
      await expect(page.locator(bars).first()).toBeVisible();
      const before = await placeOf(page, bars);
      network.weather = 'gone';
      network.drop();
      await expect(away(page)).toBeVisible();
      // The bars of a member are drawn anew meanwhile, by the phone itself: in the same place.
      await expect.poll(() => placeOf(page, bars)).toEqual(before);
      network.weather = 'fair';
      await expect(away(page)).toBeHidden();
    };
    // A number that a pass has taken the place of is there and not seen.
    await stays('.member-bars .barcode-bars:visible');
    await page.getByRole('link', { name: 'Wallet' }).click();
    await issue(page);
    await stays('.symbols .barcode-bars');
    await page.context().close();
  });
});

test('choosing a language without signal is answered once, and moves nothing', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await join(page, server);
    await openApp(page, `${server.url}/profile`);
    // The worker is there: a browser that can't fetch its script complains in the console.
    await untilKept(page, '/profile');
    const languages = page.getByRole('button', { name: 'العربية' });
    // On the page, because a press may scroll to its button.
    const place = () =>
      languages.evaluate((it) => {
        const { x, y, width, height } = it.getBoundingClientRect();
        return { x, y: y + scrollY, width, height };
      });
    const before = await place();
    network.weather = 'gone';
    await languages.click();
    await expect(away(page)).toBeVisible();
    await expect(page.getByText(/No connection/)).toHaveCount(1);
    expect(await place()).toEqual(before);
    await page.context().close();
  });
});

test('what was typed is not called wrong where only the network failed', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await askFromPoster(page, server, newAddress());
    await untilInstalled(page);
    network.weather = 'gone';
    const field = page.getByLabel('6-digit code');
    await typeCode(page, '123456');
    await expect(page.getByText('No connection. Try again in a moment.')).toBeVisible();
    await expect(field).not.toHaveAttribute('aria-invalid');
    network.weather = 'fair';
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await page.context().close();
  });
});

test('a phone whose clock is an hour fast calls nothing old that is new', async ({
  browser,
  tillpass,
}) => {
  await through(tillpass, async ({ server, network }) => {
    const page = await phone(browser);
    await page.context().addInitScript((ms) => {
      const right = Date.now;
      Date.now = () => right() + ms;
    }, hourMs);
    await join(page, server);
    await untilKept(page, '/wallet');
    await expect(page.getByText('Good to see you')).toBeVisible();
    await expect(page.getByText(/Updated/)).toHaveCount(0);
    network.weather = 'gone';
    network.drop();
    await expect(away(page)).toBeVisible();
    await expect(page.getByText(/Updated/)).toHaveCount(0);
    await page.context().close();
  });
});
