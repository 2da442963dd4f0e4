import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { join, newAddress, phone, scan, till, typeCode } from './people.ts';
import { demonstrationWhere, putProgram } from './program.ts';
import { readWithZbar, readWithZxing } from './readers.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own: its tills' limits and today's list hold what these tests did, and nothing else.
let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(({ browser }) => closeShop(server, browser));

const heading = (page: Page, name: string) => page.getByRole('heading', { name });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Looks a member up by e-mail, from the screen that waits for a scan. */
async function lookUp(associate: Page, address: string): Promise<void> {
  await press(associate, 'Find a member');
  await associate.getByLabel('E-mail address or member number').fill(address);
  await press(associate, 'Find');
  await expect(heading(associate, 'Can have now')).toBeVisible();
}

/** Joins by the forms that the documents bring. @returns the address */
async function joinWithoutScripts(page: Page): Promise<string> {
  const address = newAddress();
  await page.goto(`${server.url}/P/M1`);
  await page.getByLabel('E-mail address').fill(address);
  await press(page, 'Send me the code');
  await page.getByLabel('6-digit code').fill((await server.mailTo(address)).code);
  await press(page, 'Continue');
  await expect(page.getByText('150', { exact: true })).toBeVisible();
  return address;
}

const offer = (associate: Page, reward: string) =>
  associate.getByRole('button', { name: new RegExp(`^${reward} \\d+ points`) }).click();

test('looked up by e-mail, the shopper confirms on the phone, and both screens show it', async ({
  browser,
}) => {
  const shopper = await phone(browser);
  const address = await join(shopper, server);
  const associate = await till(await browser.newContext(), server);
  await expect(shopper.getByText('150', { exact: true })).toBeVisible();

  await test.step('the associate sees what to suggest, and no address', async () => {
    await lookUp(associate, address);
    await expect(associate.getByText('150 points')).toBeVisible();
    await expect(associate.getByText(address)).toHaveCount(0);
    await expectAccessible(associate, 'member');
  });

  await test.step('a no on the phone is a no at the till', async () => {
    await offer(associate, 'Any coffee');
    await expect(heading(associate, 'Ask the shopper to confirm')).toBeVisible();
    await expectAccessible(associate, 'question');
    const asked = shopper.getByRole('alert').filter({ hasText: 'wants to give you' });
    await expect(asked).toContainText(
      'Till 2, Main Street wants to give you Any coffee for 60 points',
    );
    await expectAccessible(shopper, 'asked');
    await press(shopper, 'No');
    await expect(heading(associate, 'They said no')).toBeVisible();
    await expect(asked).toHaveCount(0);
    await press(associate, 'Back to the member');
  });

  await test.step('a yes redeems it on both screens', async () => {
    await offer(associate, 'Any coffee');
    await press(shopper, 'Yes, I want it');
    await expect(heading(associate, 'Done')).toBeVisible();
    await expect(associate.getByText('press FREE ITEM').first()).toBeVisible();
    await expect(shopper.getByText('You’ve received “Any coffee”')).toBeVisible();
    await expect(shopper.getByText(/Used at Main\sStreet, Till\s2/)).toBeVisible();
  });

  await test.step('it can be undone like any other', async () => {
    await press(associate, 'Undo');
    await associate.getByLabel('Shopper changed their mind').check();
    await press(associate, 'Undo it');
    await expect(heading(associate, 'Undone')).toBeVisible();
    await expect(shopper.getByText('Undone at the till. 60 points are back.')).toBeVisible();
  });
});

test('the shopper whose phone is at home reads out the code of the mail', async ({ browser }) => {
  const shopper = await phone(browser);
  const address = await join(shopper, server);
  const associate = await till(await browser.newContext(), server);
  await lookUp(associate, address);
  await offer(associate, 'Any coffee');
  const code = associate.getByLabel('6 digits from the mail');
  await expect(code).toBeFocused();
  const mail = await server.mailTo(address);
  expect(mail.text).toContain('Till 2, Main Street wants to give you Any coffee for 60 points');
  expect(mail.text).not.toContain('http');
  await code.fill(mail.code.replace(/./, (digit) => String((Number(digit) + 1) % 10)));
  await press(associate, 'Check');
  await expect(associate.getByRole('alert')).toContainText('4 tries left');
  await code.fill(mail.code);
  await press(associate, 'Check');
  await expect(heading(associate, 'Done')).toBeVisible();
  await expect(shopper.getByText('90', { exact: true })).toBeVisible();
});

test('a shopper joins at the till, and the gift comes with the first sign-in', async ({
  browser,
}) => {
  const associate = await till(await browser.newContext(), server);
  const address = newAddress();
  await press(associate, 'Find a member');
  await associate.getByLabel('E-mail address or member number').fill(address);
  await press(associate, 'Find');
  await expect(associate.getByRole('alert')).toContainText('No member found');
  const typed = associate.getByLabel('E-mail address or member number');
  await expect(typed).toBeFocused();
  await expect(typed).toHaveAccessibleDescription(/^No member found/);
  await press(associate, 'Sign them up');
  await associate.getByLabel('First name').fill('Noor');
  await expect(associate.getByLabel('They said yes')).toBeInViewport({ ratio: 1 });
  await press(associate, 'Sign up');
  await expect(associate.getByRole('alert')).toContainText('Read it out first');
  await expectAccessible(associate, 'enrol');
  await associate.getByLabel('They said yes').check();
  await press(associate, 'Sign up');
  await expect(heading(associate, 'Noor')).toBeVisible();
  await expect(associate.getByText('0 points', { exact: true })).toBeVisible();

  await press(associate, 'Add a purchase');
  await associate.getByLabel('Amount in EUR').fill('4,5x');
  await press(associate, 'Add it');
  await expect(associate.getByRole('alert')).toContainText('Type the amount like 12.99');
  await expect(associate.getByLabel('Amount in EUR')).toBeFocused();
  await associate.getByLabel('Amount in EUR').fill('45,00');
  await press(associate, 'Add it');
  await expect(associate.getByLabel('Receipt number')).toBeFocused();
  await expect(associate.getByLabel('Receipt number')).toHaveAccessibleDescription(/receipt/);
  await associate.getByLabel('Receipt number').fill('٢٠٢٦/٠٠٤٢');
  await expectAccessible(associate, 'purchase');
  await press(associate, 'Add it');
  await expect(associate.getByText('Added. Here’s what they have now.')).toBeVisible();
  await expect(associate.getByText('45 points', { exact: true })).toBeVisible();

  const { text } = await server.mailTo(address);
  expect(text).toContain('You agreed to this');
  const [poster = ''] = /http\S+/.exec(text) ?? [];
  const shopper = await phone(browser);
  await shopper.goto(poster);
  await shopper.getByLabel('E-mail address').fill(address);
  await press(shopper, 'Send me the code');
  await expect(heading(shopper, 'Check your mail')).toBeVisible();
  const { code } = await server.mailTo(address);
  await typeCode(shopper, code);
  await expect(shopper.getByText('Hello, Noor')).toBeVisible();
  await expect(shopper.getByText('195', { exact: true })).toBeVisible();
});

test('a member shows their own barcode, with scripts off too: readers read it, and the till knows them', async ({
  browser,
}) => {
  const shopper = await phone(browser, { javaScriptEnabled: false });
  await joinWithoutScripts(shopper);
  await shopper.getByRole('link', { name: 'My code', exact: true }).click();
  // The address changes before the page is there.
  await expect(shopper.getByRole('img', { name: 'Member barcode' })).toBeVisible();
  const screen = await shopper.screenshot();
  const [number = ''] = await readWithZbar(screen, 'code-128');
  expect(await readWithZxing(screen, 'code-128')).toEqual([number]);
  expect(number).toMatch(/^\d{10}$/);
  const associate = await till(await browser.newContext(), server);
  await scan(associate, `]C0${number}`);
  await expect(heading(associate, 'Can have now')).toBeVisible();
  await expect(associate.getByText('150 points')).toBeVisible();
});

test('saying yes works with scripts off', async ({ browser }) => {
  const page = await phone(browser, { javaScriptEnabled: false });
  const address = await joinWithoutScripts(page);
  const associate = await till(await browser.newContext(), server);
  await lookUp(associate, address);
  await offer(associate, 'Any coffee');
  await expect(heading(associate, 'Ask the shopper to confirm')).toBeVisible();
  await page.reload();
  await press(page, 'Yes, I want it');
  await expect(page.getByText('You’ve received “Any coffee”')).toBeVisible();
  await expect(heading(associate, 'Done')).toBeVisible();
});

test('a cup of their own is ticked at the till, and the phone says what it earned and how full the card is', async ({
  browser,
}) => {
  const page = await phone(browser);
  const address = await join(page, server);
  const associate = await till(await browser.newContext(), server);
  await lookUp(associate, address);
  await press(associate, 'Add a purchase');
  await associate.getByLabel('Amount in EUR').fill('20');
  await associate.getByLabel('Receipt number').fill('R-cup');
  await associate.getByLabel('Own cup').check();
  await expectAccessible(associate, 'something to tick');
  await press(associate, 'Add it');
  await expect(associate.getByText('175 points', { exact: true })).toBeVisible();

  await expect(page.getByText('175', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(page.getByText('Own cup')).toBeVisible();
  await page.getByRole('link', { name: 'Wallet', exact: true }).click();
  await page.getByRole('link', { name: 'Ways to earn' }).click();
  await expect(page.getByRole('heading', { name: 'Every fifth visit' })).toBeVisible();
  await expect(page.getByText('1 of 5 stamps')).toBeVisible();
  await expectAccessible(page, 'ways to earn');
});

// The last of this file: from here on the program lets points wait.
test('points that wait are seen with their day on the phone and at the till, and reach no reward before it', async ({
  browser,
}) => {
  await putProgram(server, await demonstrationWhere('voucher-minutes', 'pending: { days: 14 }'));
  const page = await phone(browser);
  const address = await join(page, server);
  const associate = await till(await browser.newContext(), server);
  await lookUp(associate, address);
  await press(associate, 'Add a purchase');
  await associate.getByLabel('Amount in EUR').fill('90');
  await associate.getByLabel('Receipt number').fill('R-90');
  await press(associate, 'Add it');
  await expect(associate.getByText('150 points', { exact: true })).toBeVisible();
  await expect(associate.getByText(/^90 more points from \d+ \w+ \d{4}$/)).toBeVisible();
  // The price is 220 points; the points that wait would be enough.
  await expect(associate.getByText('70 points more')).toBeVisible();
  await expect(page.getByText(/^Coming on \d+ \w+: 90$/)).toBeVisible();
  await expect(page.getByText('150', { exact: true })).toBeVisible();
  await expectAccessible(page, 'points that wait');
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(page.getByText(/^Coming on \d+ \w+ \d{4}: 90$/)).toBeVisible();
});
