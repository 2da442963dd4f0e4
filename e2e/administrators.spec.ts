import { expect, type Page } from '@playwright/test';
import { deskApi, deskPages } from '#contract/desk/desk-paths.ts';
import { expectAccessible } from './axe.ts';
import { beginAtDesk, openWay, withPasskeys } from './passkeys.ts';
import { join, newAddress, phone } from './people.ts';
import { test } from './tillpass.ts';

const wide = { viewport: { width: 1440, height: 900 } };

/** Opens a page by its way, in whatever language. */
async function go(page: Page, title: string): Promise<void> {
  await openWay(page, title);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

test('from the printed link to a passkey, a second administrator, and what was done', async ({
  tillpass,
  browser,
}) => {
  const printed = await tillpass.admin(['desk-owner', 'Olga']);
  const owner = await withPasskeys(browser, wide);
  await beginAtDesk(owner, /http\S+/.exec(printed)?.[0] ?? '');

  await go(owner, 'Administrators');
  await owner.getByRole('button', { name: 'Invite somebody' }).click();
  await owner.getByRole('button', { name: 'Make a link' }).click();
  await expect(owner.getByText('Type a name.')).toBeVisible();
  await owner.getByRole('textbox', { name: 'Name' }).fill('Vic');
  await owner.getByRole('radio', { name: /^Viewer/ }).check();
  await owner.getByRole('button', { name: 'Make a link' }).click();
  await expect(owner.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  await expectAccessible(owner, 'a link');
  const link = (await owner.locator('code').textContent()) ?? '';
  await owner.keyboard.press('Escape');

  const viewer = await withPasskeys(browser);
  await beginAtDesk(viewer, link);
  await go(viewer, 'Administrators');
  await expect(viewer.getByText('Olga')).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Invite somebody' })).toBeHidden();
  await expect(viewer.getByRole('button', { name: 'Change Olga' })).toBeHidden();
  const refused = await viewer.request.post(tillpass.url + deskApi.administrators, {
    data: { name: 'Mallory', role: 'owner' },
  });
  expect(refused.status()).toBe(403);

  await owner.getByRole('button', { name: 'Change Vic' }).click();
  await owner.getByRole('button', { name: 'Change role' }).click();
  await owner.getByRole('radio', { name: /^Support/ }).check();
  await owner.getByRole('button', { name: 'Change role' }).click();
  await expect(owner.getByText(/^Support · signed in/)).toBeVisible();
  await go(owner, 'What was done');
  const change = owner.getByRole('listitem').filter({ hasText: 'Role changed' });
  await expect(change.locator('del')).toHaveText('Viewer');
  await change.getByRole('button', { name: 'Undo' }).click();
  await expect(owner.getByText('Undone', { exact: true })).toBeVisible();

  // Found by the keyboard alone, signed out, and in again by the same passkey.
  await owner.keyboard.press('Control+k');
  const palette = owner.getByRole('combobox', { name: 'Find' });
  await palette.press('End');
  const chosen = owner.getByRole('option', { selected: true });
  await expect(chosen).toHaveText('My passkeys');
  await expectAccessible(owner, 'finding');
  await palette.press('ArrowDown');
  await expect(chosen).toHaveText('Home');
  await palette.fill('main s');
  await expect(chosen).toHaveText('Main Street');
  await palette.fill('any cof');
  await expect(chosen).toHaveText('Any coffee');
  await palette.press('Escape');
  await expect(palette).toBeHidden();
  await owner.keyboard.press('Control+k');
  await palette.fill('passk');
  await palette.press('Enter');
  await expect(owner.getByRole('heading', { level: 1, name: 'My passkeys' })).toBeVisible();

  // What ends is asked first: the button that keeps it has the focus.
  const leave = owner.getByRole('button', { name: 'Sign out everywhere' });
  await leave.click();
  await expectAccessible(owner, 'asked twice');
  await owner.keyboard.press('Enter');
  await expect(leave).toBeFocused();
  await leave.click();
  await owner.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await owner.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(owner.getByRole('heading', { level: 1, name: 'My passkeys' })).toBeVisible();
});

test('the desk’s pages can be used by everyone, in both directions and themes', async ({
  tillpass,
  browser,
}) => {
  const printed = await tillpass.admin(['desk-owner', 'Axel']);
  const page = await withPasskeys(browser);
  await page.goto(tillpass.url + deskPages.desk);
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeVisible();
  await expectAccessible(page, 'signing in');
  await page.goto('about:blank');
  await page.goto(/http\S+/.exec(printed)?.[0] ?? '');
  await expect(page.getByRole('heading', { name: 'Welcome, Axel' })).toBeVisible();
  await expectAccessible(page, 'a link');
  await beginAtDesk(page, page.url());
  const each = async (what: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, `${what}, ${colorScheme}`);
    }
  };
  const walk = async (titles: readonly string[]) => {
    for (const title of titles) {
      await go(page, title);
      await each(title);
    }
  };
  await walk(['Administrators', 'Members', 'Stores', 'What was done']);
  await page.getByRole('button', { name: 'Axel' }).click();
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await walk(['المسؤولون', 'الأعضاء', 'المتاجر', 'ما تم']);
  await page.goto(tillpass.url + deskPages.desk);
  await expect(page.getByRole('heading', { name: 'يحتاج إلى انتباه' })).toBeVisible();
  await each('home');
});

test('support finds a member and says sorry with points; the member reads it, a viewer may only look', async ({
  tillpass,
  browser,
}) => {
  const address = newAddress();
  const member = await phone(browser);
  await join(member, tillpass, address);
  const owner = await withPasskeys(browser, wide);
  await beginAtDesk(owner, /http\S+/.exec(await tillpass.admin(['desk-owner', 'Oda']))?.[0] ?? '');
  const invited = async (name: string, role: RegExp) => {
    await go(owner, 'Administrators');
    await owner.getByRole('button', { name: 'Invite somebody' }).click();
    await owner.getByRole('textbox', { name: 'Name' }).fill(name);
    await owner.getByRole('radio', { name: role }).check();
    await owner.getByRole('button', { name: 'Make a link' }).click();
    await expect(owner.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
    const link = (await owner.locator('code').textContent()) ?? '';
    await owner.keyboard.press('Escape');
    const page = await withPasskeys(browser);
    await beginAtDesk(page, link);
    return page;
  };

  const support = await invited('Suse', /^Support/);
  await go(support, 'Members');
  await support.getByRole('searchbox').fill(address);
  await support.keyboard.press('Enter');
  await support.getByRole('listitem').getByRole('link').click();
  await expect(support.getByRole('heading', { name: 'History' })).toBeVisible();
  await expect(support.getByText(address)).toBeVisible();
  await expectAccessible(support, 'a member');
  await support.getByRole('button', { name: 'Say sorry with points' }).click();
  await support.getByRole('textbox', { name: 'Points' }).fill('many');
  await support.getByRole('button', { name: 'Say sorry', exact: true }).click();
  await expect(support.getByText('Type a whole number.')).toBeVisible();
  await support.getByRole('textbox', { name: 'Points' }).fill('25');
  await support.getByRole('textbox', { name: /in English$/ }).fill('Sorry for the cold soup');
  await expectAccessible(support, 'saying sorry');
  await support.getByRole('button', { name: 'Say sorry', exact: true }).click();
  await expect(support.getByText(/^Done\. The balance is/)).toBeVisible();
  await expect(support.getByText(/Sorry for the cold soup/)).toBeVisible();
  await member.goto(`${tillpass.url}/history`);
  await expect(member.getByText(/Sorry for the cold soup/)).toBeVisible();

  const viewer = await invited('Veit', /^Viewer/);
  await viewer.goto(support.url());
  await expect(viewer.getByRole('heading', { name: 'History' })).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Say sorry with points' })).toBeHidden();
  await expect(viewer.getByRole('button', { name: 'Adjust points' })).toBeHidden();
  await expect(viewer.getByRole('main').getByRole('button', { name: 'More' })).toBeHidden();
});
