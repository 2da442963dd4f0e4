import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { posApi } from '#contract/paths.ts';
import { expectAccessible } from './axe.ts';
import { unfold } from './full-shop.ts';
import { beginAtDesk, withPasskeys } from './passkeys.ts';
import { issue, join, phone } from './people.ts';
import { test } from './tillpass.ts';

/** In the head, the page or a dialog over it, and not among the ways to other pages. */
const press = (page: Page, name: string) =>
  page.locator('header, main, dialog').getByRole('button', { name, exact: true }).click();

test('support finds a caller by a name with a slip, undoes what a stranger used, and in the end erases', async ({
  tillpass,
  browser,
}) => {
  const shopper = await phone(browser);
  await join(shopper, tillpass, 'jonas.kowalczyk@example.com');
  const scanned = await issue(shopper);
  const receiptNumber = 'stolen-1';
  const reported = async (path: string, data: object) => {
    const headers = { authorization: `Bearer ${tillpass.posKey}` };
    const answer = await shopper.request.post(tillpass.url + path, { headers, data });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await reported(posApi.redemptions, { scanned, receiptNumber });
  await reported(posApi.purchases, {
    member: { scanned },
    receiptNumber,
    soldAt: new Date().toISOString(),
    total: { minor: 700, currency: 'EUR' },
    lines: [{ id: '1', minor: 700, name: 'Flat white', quantity: 2 }],
  });

  const desk = await withPasskeys(browser);
  const printed = await tillpass.admin(['desk-owner', 'Ulla']);
  await beginAtDesk(desk, /http\S+/.exec(printed)?.[0] ?? '');
  await desk.getByRole('navigation').getByRole('link', { name: 'Members' }).click();
  await desk.getByRole('searchbox').fill('jonsa kowalcyk');
  await desk.keyboard.press('Enter');
  await desk.getByRole('listitem').getByRole('link').click();

  await test.step('the page has all of them, for everyone who reads it', async () => {
    await expect(desk.getByText('jonas.kowalczyk@example.com')).toBeVisible();
    await unfold(desk);
    await expect(desk.getByText('2 × Flat white')).toBeVisible();
    await expect(desk.getByText('Member looked at')).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await desk.emulateMedia({ colorScheme });
      await expectAccessible(desk, `a member, ${colorScheme}`);
    }
  });

  await test.step('the stranger’s use is undone, and the phone has the points', async () => {
    await press(desk, 'Undo its use');
    await press(desk, 'Undo it');
    await expect(desk.getByText('Fill this in.')).toBeVisible();
    await desk.getByRole('textbox', { name: 'Why' }).fill('A stranger used it');
    await expectAccessible(desk, 'undoing');
    await press(desk, 'Undo it');
    await expect(desk.getByText('Undone: Any coffee. Its points are back.')).toBeVisible();
    await expect(desk.getByText('undone', { exact: true })).toBeVisible();
    await expect(shopper.getByText('Undone at the till. 60 points are back.')).toBeVisible();
  });

  await test.step('points that were given by mistake are taken again, and the member reads both', async () => {
    const reasons = ['Sorry for the long wait', 'The wait was somebody else’s'];
    for (const [turn, reason] of reasons.entries()) {
      await press(desk, 'Adjust points');
      await desk.getByRole('textbox', { name: 'Points' }).fill(turn === 0 ? '500' : '-500');
      await desk.getByRole('textbox', { name: 'What the member reads, in English' }).fill(reason);
      await press(desk, 'Adjust');
      await expect(desk.getByRole('listitem').filter({ hasText: reason }).first()).toContainText(
        turn === 0 ? '+500' : 'balance 157',
      );
    }
    await shopper.goto(`${tillpass.url}/history`);
    for (const reason of reasons) await expect(shopper.getByText(reason)).toBeVisible();
  });

  await test.step('a card and a copy are theirs', async () => {
    await press(desk, 'More');
    await press(desk, 'Print a card');
    await press(desk, 'Make the card');
    await expect(desk.getByRole('img', { name: /as a barcode/ })).toBeVisible();
    await expectAccessible(desk, 'a card');
    await desk.keyboard.press('Escape');
    await press(desk, 'More');
    await press(desk, 'Copy of their data');
    const download = desk.waitForEvent('download');
    await press(desk, 'Make the copy');
    const copy = JSON.parse(await readFile(await (await download).path(), 'utf8'));
    expect(copy.members[0].address).toBe('jonas.kowalczyk@example.com');
  });

  await test.step('from right to left it can be used by everyone too', async () => {
    const url = desk.url();
    await press(desk, 'Ulla');
    await press(desk, 'العربية');
    await expect(desk.getByRole('heading', { name: 'متى تنتهي النقاط' })).toBeVisible();
    await unfold(desk);
    for (const colorScheme of ['dark', 'light'] as const) {
      await desk.emulateMedia({ colorScheme });
      await expectAccessible(desk, `a member from right to left, ${colorScheme}`);
    }
    await press(desk, 'Ulla');
    await press(desk, 'English');
    expect(desk.url()).toBe(url);
  });

  await test.step('who is to be erased is named again, and then is gone', async () => {
    const number = (await desk.getByText(/^Member [\d ]+$/).textContent()) ?? '';
    await press(desk, 'More');
    await press(desk, 'Erase');
    await desk.getByRole('textbox', { name: /number/ }).fill('4820 1635 73');
    await press(desk, 'Erase for good');
    await expect(desk.getByText('That is not this member’s number.')).toBeVisible();
    await expectAccessible(desk, 'erasing');
    await desk.getByRole('textbox', { name: /number/ }).fill(number.replace('Member ', ''));
    await press(desk, 'Erase for good');
    await expect(desk.getByText('Erased. Nothing here says who they were.')).toBeVisible();
    await desk.getByRole('searchbox').fill('kowalczyk');
    await desk.keyboard.press('Enter');
    await expect(desk.getByText(/^Nobody found/)).toBeVisible();
  });
});
