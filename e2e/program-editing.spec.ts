import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { beginAtDesk, openWay, withPasskeys } from './passkeys.ts';
import { test } from './tillpass.ts';

const reward = 'Any coffee';
const wide = { viewport: { width: 1440, height: 900 } };

async function atProgram(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Program' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Program' })).toBeVisible();
}

/** Opens a reward of a draft. */
async function openReward(page: Page, name: string): Promise<void> {
  await page.locator('summary', { hasText: name }).click();
  await expect(page.getByRole('textbox', { name: 'Points' }).first()).toBeVisible();
}

/** A file as a designer exports it. */
const drawing = (inside: string) => ({
  name: 'cup.svg',
  mimeType: 'image/svg+xml',
  buffer: Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">${inside}</svg>`,
  ),
});

test('a reward is edited by two people, put on a day, and taken back', async ({
  tillpass,
  browser,
}) => {
  const printed = await tillpass.admin(['desk-owner', 'Olga']);
  const olga = await withPasskeys(browser, wide);
  await beginAtDesk(olga, /http\S+/.exec(printed)?.[0] ?? '');
  await openWay(olga, 'Administrators');
  await olga.getByRole('button', { name: 'Invite somebody' }).click();
  await olga.getByRole('textbox', { name: 'Name' }).fill('Eda');
  await olga.getByRole('radio', { name: /^Editor/ }).check();
  await olga.getByRole('button', { name: 'Make a link' }).click();
  await expect(olga.getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
  const link = (await olga.locator('code').textContent()) ?? '';
  await olga.keyboard.press('Escape');

  await atProgram(olga);
  await expectAccessible(olga, 'the program');
  await olga.getByRole('button', { name: 'Begin a draft' }).click();
  await olga.getByRole('textbox', { name: 'What is it for?' }).fill('Winter prices');
  await olga.getByRole('button', { name: 'Begin', exact: true }).click();
  await expect(olga.getByRole('heading', { level: 1, name: 'Winter prices' })).toBeVisible();

  const part = (name: string) => olga.getByRole('button', { name, exact: true });
  await part('Segments').click();
  await olga.getByRole('button', { name: 'Add a segment' }).click();
  await olga.getByRole('textbox', { name: 'Name' }).fill('Coffee lovers');
  await olga.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await olga.locator('summary', { hasText: 'Coffee lovers' }).click();
  await olga.getByRole('textbox', { name: 'Only goods of these categories' }).fill('coffee');
  await olga.getByRole('button', { name: 'Add a condition' }).click();
  await olga.getByRole('combobox', { name: 'What is asked' }).nth(1).selectOption('Language');
  await olga.getByRole('checkbox', { name: 'العربية' }).check();
  await expectAccessible(olga, 'a segment');
  await olga.keyboard.press('Control+s');
  await expect(olga.getByText(/^Saved\./)).toBeVisible();
  await part('Rewards').click();
  await openReward(olga, reward);
  await expect(olga.getByRole('checkbox', { name: 'Coffee lovers' })).not.toBeChecked();
  await olga.getByRole('textbox', { name: 'Points' }).first().fill('120');
  const picture = olga.getByLabel('Picture', { exact: true }).first();
  await picture.setInputFiles(drawing('<script>alert(1)</script>'));
  await expect(olga.getByText('This drawing runs or loads something.')).toBeVisible();
  await picture.setInputFiles(drawing('<path fill="#246" d="M5 5h30v20H5z"/>'));
  const asMembersSee = olga.getByRole('img', { name: 'The picture as members see it' });
  await expect(asMembersSee).toHaveJSProperty('naturalWidth', 320);
  await expectAccessible(olga, 'a reward with a picture');

  // On a phone, the same draft.
  const eda = await withPasskeys(browser);
  await beginAtDesk(eda, link);
  await atProgram(eda);
  await eda.getByRole('link', { name: 'Winter prices' }).click();
  await openReward(eda, reward);
  await eda.getByRole('textbox', { name: 'Points' }).first().fill('many');
  await eda.keyboard.press('Control+s');
  await expect(eda.getByText('1 place to put right')).toBeVisible();
  await expectAccessible(eda, 'a draft with a fault');
  await eda
    .getByRole('button', { name: /points/ })
    .first()
    .click();
  const faulty = eda.getByRole('textbox', { name: 'Points' }).first();
  await expect(faulty).toBeFocused();
  await faulty.fill('110');
  await eda.getByRole('button', { name: 'Save the draft' }).click();
  await expect(eda.getByText(/^Saved\./)).toBeVisible();

  // Who saves second is shown what differs.
  await olga.getByRole('button', { name: 'Save the draft' }).click();
  const conflict = olga.getByRole('dialog');
  await expect(conflict.locator('del').first()).toHaveText('110');
  await expect(conflict.locator('ins').first()).toHaveText('120');
  await expect(conflict.locator('ins img')).toBeVisible();
  await olga.context().setOffline(true);
  await conflict.getByRole('button', { name: 'Take theirs' }).click();
  await expect(conflict.getByText('No connection. Try again in a moment.')).toBeVisible();
  await olga.context().setOffline(false);
  await conflict.getByRole('button', { name: 'Keep mine' }).click();
  await expect(olga.getByText(/^Saved\./)).toBeVisible();
  const shown = olga.frameLocator('iframe');
  await expect(shown.getByText(reward).first()).toBeVisible();

  await olga.getByRole('button', { name: 'Put in force' }).click();
  await expect(olga.locator('del').first()).toHaveText('60');
  await expect(olga.getByText(/costs 120 points and not 60/)).toBeVisible();
  await olga.getByRole('radio', { name: 'On a day' }).check();
  const day = new Date(Date.now() + 40 * 24 * 60 * 60_000).toISOString().slice(0, 10);
  await olga.locator('input[type=date]').fill(day);
  await expectAccessible(olga, 'putting in force');
  // Typed before: a page that is open asks now and then by itself whether the draft is over.
  await eda.getByRole('textbox', { name: 'Points' }).first().fill('130');
  await olga.getByRole('button', { name: 'Put in force on that day' }).click();
  await olga.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
  await expect(olga.getByRole('heading', { name: 'Waiting for its day' })).toBeVisible();
  await olga.getByRole('button', { name: /^Take back version/ }).click();
  await olga.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect(olga.getByRole('heading', { name: 'Waiting for its day' })).toBeHidden();

  // Whose page is still open hears that the draft is over; what was typed goes on in another one.
  await eda.keyboard.press('Control+s');
  await expect(eda.getByText(/discarded this draft or put it in force/)).toBeVisible();
  await eda.getByRole('button', { name: 'Put it into a new draft' }).click();
  await openReward(eda, reward);
  await expect(eda.getByRole('textbox', { name: 'Points' }).first()).toHaveValue('130');

  // What is in force is one press away, with its whole list.
  await eda.getByRole('link', { name: 'Program', exact: true }).click();
  await eda.getByRole('link', { name: 'Tiers', exact: true }).click();
  await expect(eda.getByRole('heading', { level: 1, name: 'Tiers' })).toBeVisible();
  await expectAccessible(eda, 'a part of the program in force');
  await eda.getByRole('button', { name: 'Change this' }).click();
  await eda.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();

  // A button that goes away with what it did leaves the focus near it.
  await eda.locator('summary', { hasText: 'Silver' }).click();
  await eda.getByRole('button', { name: 'Move Silver down' }).press('Enter');
  await expect(eda.getByRole('button', { name: 'Move Silver down' })).toBeHidden();
  await expect(eda.locator('ol :focus')).toBeVisible();
  await eda.getByRole('button', { name: 'Retire Silver' }).press('Enter');
  await expect(eda.locator('ol :focus')).toBeVisible();
  await eda.getByRole('button', { name: 'Save the draft' }).press('Enter');
  await expect(eda.getByRole('button', { name: 'Save the draft' })).toBeHidden();
  await expect(eda.locator('main :focus')).toBeVisible();
  await expect(eda.getByRole('button', { name: 'Add a tier' })).toBeVisible();
});
