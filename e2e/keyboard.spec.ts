import { expect, type Locator, type Page } from '@playwright/test';
import { newAddress, openApp, phone, untilAlive, untilFitted } from './people.ts';
import { test } from './tillpass.ts';

/** More stops than any page has: beyond them there is no way to it by keyboard. */
const stopsAtMost = 60;

/** Goes on by Tab until this element has the focus. */
async function goTo(page: Page, what: Locator): Promise<void> {
  await expect(what).toBeVisible();
  for (let stop = 0; stop < stopsAtMost; stop += 1) {
    if (await what.evaluate((it) => it === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(what).toBeFocused();
}

/** The same, and the element itself shows that it has the focus. */
async function reach(page: Page, what: Locator): Promise<void> {
  await goTo(page, what);
  const outline = await what.evaluate((it) => {
    const { outlineStyle, boxShadow } = getComputedStyle(it);
    return { outlineStyle, boxShadow };
  });
  expect(outline, 'the focus can be seen').not.toEqual({ outlineStyle: 'none', boxShadow: 'none' });
}

async function press(page: Page, what: Locator): Promise<void> {
  await reach(page, what);
  await page.keyboard.press('Enter');
}

test('a member joins, takes a reward and gives it back by keyboard alone, and a screen reader is told each step', async ({
  tillpass,
  browser,
}) => {
  const page = await phone(browser);
  const address = newAddress();
  await page.goto(`${tillpass.url}/P/M1`);
  await reach(page, page.getByLabel('E-mail address'));
  await page.keyboard.type(address);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const { code } = await tillpass.mailTo(address);
  // Six boxes beside the field show the focus.
  await goTo(page, page.getByLabel('6-digit code'));
  await untilAlive(page.getByLabel('6-digit code'));
  await page.keyboard.type(code);
  await expect(page).toHaveURL(/\/wallet$/);

  await openApp(page, `${tillpass.url}/wallet`);
  await press(page, page.getByRole('link', { name: 'Any coffee' }).first());
  await expect(page.getByRole('article')).toMatchAriaSnapshot(`
    - heading "Any coffee"
  `);
  await press(page, page.getByRole('button', { name: /^Use \d+ points/ }));
  await expect(page).toHaveURL(/\/redemptions\//);
  await untilFitted(page);
  // What the bars are, and the digits to be said: no picture without words.
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - img /Barcode, \\d/
  `);

  await press(page, page.getByRole('button', { name: 'More', exact: true }));
  await press(page, page.getByRole('button', { name: 'Cancel this reward' }));
  await press(page, page.getByRole('button', { name: 'Cancel it' }));
  await expect(page.getByText(/^Cancelled\./).first()).toBeVisible();

  await openApp(page, `${tillpass.url}/profile`);
  await press(page, page.getByRole('link', { name: 'Accessibility statement' }));
  await expect(
    page.getByRole('heading', { name: 'Accessibility statement', level: 1 }),
  ).toBeVisible();
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - heading "Accessibility statement" [level=1]
    - heading "How accessible they are" [level=2]
    - heading "What may not be" [level=2]
    - heading "Without a phone" [level=2]
    - heading "Tell us" [level=2]
  `);
});
