import { expect, type Page } from '@playwright/test';
import { deskPages } from '#contract/desk/desk-paths.ts';
import { expectAccessible } from './axe.ts';
import { beginAtDesk, withPasskeys } from './passkeys.ts';
import { join, phone } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own: whoever joins elsewhere would have other points too.
let tillpass: Server;
test.beforeAll(async () => {
  tillpass = await startServer();
});
test.afterAll(({ browser }) => closeShop(tillpass, browser));

test('a change is rehearsed on the past and tried in the playground, by keyboard on a narrow screen', async ({
  browser,
}) => {
  const address = 'nadia.winter@example.com';
  await join(await phone(browser), tillpass, address);
  const page = await withPasskeys(browser, { viewport: { width: 360, height: 740 } });
  await beginAtDesk(page, /http\S+/.exec(await tillpass.admin(['desk-owner', 'Faye']))?.[0] ?? '');
  const find = async (word: string, title: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(word);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  };

  await find('rehea', 'Rehearse');
  const what = page.getByRole('combobox', { name: 'What do you want to try?' });
  const rehearse = page.getByRole('button', { name: 'Rehearse', exact: true });
  await page.getByRole('combobox', { name: 'Which number?' }).selectOption('Points for joining');
  await page.getByRole('textbox', { name: 'What would it be?' }).fill('7');
  await rehearse.click();
  await expect(
    page.getByRole('heading', { name: /1 member would have other points/ }),
  ).toBeVisible();
  await expect(page.getByRole('row', { name: /^What members have .* 7$/ })).toBeVisible();
  await inEveryLook(page, 'a rehearsal');
  await what.selectOption('I have a file');
  const text = page.getByRole('textbox', { name: 'The program' });
  await expect(text).toHaveValue(/welcome-points: \d+/);
  await rehearse.click();
  await expect(page.getByRole('heading', { name: 'No difference' })).toBeVisible();
  const inForce = await text.inputValue();
  await text.fill(inForce.replace(/welcome-points: \d+/, 'welcome-points: many'));
  await rehearse.click();
  await expect(page.getByRole('alert').getByText('welcome-points')).toBeVisible();

  await find('playg', 'Playground');
  await page.getByRole('textbox', { name: 'Paid for the goods (EUR)' }).fill('40.00');
  await page.getByRole('textbox', { name: 'Points they have' }).fill('60');
  await page.getByRole('textbox', { name: 'Points they have' }).press('Enter');
  await expect(page.getByRole('heading', { name: /^€40 would earn \d+ points$/ })).toBeVisible();
  await expect(page.getByText('Somebody new ·')).toBeVisible();
  await expect(page.getByText(/points more$/).first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'A member' }).fill(address);
  await page.getByRole('combobox', { name: 'Found' }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText('Somebody new ·')).toBeHidden();
  await inEveryLook(page, 'the playground');

  // The same moment by a draft.
  await find('progr', 'Program');
  await page.getByRole('button', { name: 'Begin a draft' }).click();
  await page.getByRole('textbox', { name: 'What is it for?' }).fill('Double');
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await page.getByRole('button', { name: 'Points', exact: true }).click();
  await page.getByRole('textbox', { name: 'Points for each unit of currency' }).fill('2');
  await page.getByRole('button', { name: 'Save the draft' }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  // The shopper's page as the draft would have it, for a member whose name was typed with a slip.
  await page.getByRole('combobox', { name: 'Who looks' }).selectOption('A member');
  await page.getByRole('searchbox', { name: 'Name, address or number' }).fill('nadia wintr');
  await expect(page.getByRole('combobox', { name: 'Found' })).toHaveValue(/^\d{10}$/);
  const shown = page.frameLocator('iframe');
  await expect(shown.getByText('150', { exact: true }).first()).toBeVisible();
  await inEveryLook(page, 'a draft as a member sees it');
  await find('playg', 'Playground');
  await page.getByRole('textbox', { name: 'Paid for the goods (EUR)' }).fill('40.00');
  await page.getByRole('combobox', { name: 'A draft beside it' }).selectOption('Double');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByRole('row', { name: /^By what is paid \+40 \+80$/ })).toBeVisible();
  await inEveryLook(page, 'a draft beside the program');

  await page.goto(tillpass.url + deskPages.desk);
  await page.getByRole('button', { name: 'Faye' }).click();
  await page.getByRole('button', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await find('ساحة', 'ساحة التجربة');
  await page.getByRole('button', { name: 'جرّب', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'ما يراه' })).toBeVisible();
  await inEveryLook(page, 'the playground in Arabic');
  await find('الماضي', 'التجربة على الماضي');
  // The draft of before stands first.
  await page
    .getByRole('combobox', { name: 'ماذا تريد أن تجرّب؟' })
    .selectOption('رقم واحد، بعد تغييره');
  await expect(page.getByRole('textbox', { name: 'كم سيصبح؟' })).not.toHaveValue('');
  await page.getByRole('button', { name: 'جرّب على الماضي' }).click();
  await expect(page.getByRole('heading', { name: 'لا فرق' })).toBeVisible();
  await inEveryLook(page, 'a rehearsal in Arabic');
});

async function inEveryLook(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `${what}, ${colorScheme}`);
  }
}
