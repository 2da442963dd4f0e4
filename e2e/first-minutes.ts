import { type Browser, expect, type Page } from '@playwright/test';
import { withPasskeys } from './passkeys.ts';
import { issue, newAddress, phone, scan, typeCode } from './people.ts';
import type { Server } from './tillpass.ts';

/** Called at each moment of docs/first-ten-minutes.md, by its name, with the page that shows it. */
type Show = (moment: string, page: Page) => Promise<void>;

const wide = { viewport: { width: 1280, height: 900 }, timezoneId: 'Europe/Dublin' };

/** Walks from the link of `admin begin` to a reward that was used and undone. @returns the desk, where it ended */
export async function firstMinutes(
  browser: Browser,
  server: Server & { readonly printedFirst: string },
  show: Show,
): Promise<Page> {
  const desk = await withPasskeys(browser, wide);
  await desk.goto(/http\S+/.exec(server.printedFirst)?.[0] ?? '');
  await desk.getByLabel('Your name').fill('Olga Byrne');
  await desk.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(desk.getByRole('heading', { level: 1, name: 'Set up the shop' })).toBeVisible();
  await expect(desk.getByText('About 10 minutes are left.', { exact: false })).toBeVisible();
  await tellTheShop(desk, show);
  const pin = await namePeople(desk, show);
  await rehearse(browser, server, { desk, pin, show });
  return desk;
}

const typeInto = (desk: Page, label: string, text: string) =>
  desk.getByLabel(label, { exact: true }).fill(text);

const save = (desk: Page) => desk.getByRole('button', { name: 'Save and go on' }).click();

/** What the shop is. What can't be taken is told at its field. */
async function tellTheShop(desk: Page, show: Show): Promise<void> {
  await save(desk);
  await expect(desk.getByText('Choose one of these.')).toBeVisible();
  await show('template', desk);
  await desk.getByRole('radio', { name: /^Café/ }).check();
  await save(desk);
  await expect(desk.getByText('Fill this in, with letters that people can see.')).toBeVisible();
  await typeInto(desk, 'Name of the shop', 'Rye & Sons');
  await save(desk);
  await typeInto(desk, 'Your colour', '#1c8c8c');
  await expect(desk.getByText(/Pages show it as #\w{6}/)).toBeVisible();
  await show('look', desk);
  await save(desk);
  await expect(desk.getByLabel('Currency')).toHaveValue('EUR');
  await expect(desk.getByLabel('Time zone', { exact: true })).toHaveValue('Europe/Dublin');
  await typeInto(desk, 'Time zone', 'Europe/Atlantis');
  await save(desk);
  await expect(desk.getByText('There is no such time zone.', { exact: false })).toBeVisible();
  await typeInto(desk, 'Time zone', 'Europe/Dublin');
  await show('place', desk);
  await save(desk);
  await lookAtRewards(desk, show);
  await expect(desk.getByRole('heading', { name: 'Your first store' })).toBeFocused();
  await typeInto(desk, 'Name of the store', 'Main Street');
  await show('store', desk);
  await save(desk);
}

/** What is not sold is taken away, something else is given instead of another, and money off is another sum. */
async function lookAtRewards(desk: Page, show: Show): Promise<void> {
  await expect(desk.getByText('50 points for joining')).toBeVisible();
  await desk.getByRole('button', { name: 'Change €5 off' }).click();
  await typeInto(desk, 'How much it takes off, in EUR', '4');
  await desk.getByRole('button', { name: 'Take away A tasting for two' }).click();
  await desk.getByRole('button', { name: 'Change A slice of cake' }).click();
  await typeInto(desk, 'What you give instead · English', 'A rye biscuit');
  await show('rewards', desk);
  await save(desk);
}

/** An associate gets a PIN, and the poster is a sheet. @returns the PIN */
async function namePeople(desk: Page, show: Show): Promise<string> {
  await typeInto(desk, 'Name', 'Nora');
  await desk.getByRole('button', { name: 'Add, and show the PIN' }).click();
  const shown = desk.getByRole('status').locator('code');
  await expect(shown).toHaveText(/^\d{5}$/);
  const pin = (await shown.textContent()) ?? '';
  await typeInto(desk, 'Name', 'Omar');
  await desk.getByRole('button', { name: 'Add, and show the PIN' }).click();
  await expect(shown).toHaveCount(2);
  await expect(shown.first()).toHaveText(pin);
  await show('people', desk);
  await desk.getByRole('button', { name: 'Noted, hide it Omar' }).click();
  await expect(shown).toHaveText(pin);
  await desk.getByRole('button', { name: 'Go on' }).click();
  const opening = desk.context().waitForEvent('page');
  await desk.getByRole('link', { name: 'Open the sheet · English' }).click();
  const sheet = await opening;
  await expect(sheet.getByText('Rye & Sons')).toBeVisible();
  await show('poster', sheet);
  await sheet.close();
  await desk.getByRole('button', { name: 'Go on' }).click();
  return pin;
}

/** The whole way once: each tick comes by itself. */
async function rehearse(
  browser: Browser,
  server: Server,
  { desk, pin, show }: { readonly desk: Page; readonly pin: string; readonly show: Show },
): Promise<void> {
  const tick = (title: string) =>
    expect(desk.getByRole('listitem').filter({ hasText: title }).last()).toContainText('done');
  await desk.getByRole('button', { name: 'Make a link' }).click();
  const link = desk.getByRole('link', { name: 'Use this device, in a new tab' });
  const till = await tillBy(browser, (await link.getAttribute('href')) ?? '', pin);
  await tick('Make a device the till');
  const shopper = await phone(browser);
  const poster = await desk.getByRole('link', { name: /\/P\/A1$/ }).getAttribute('href');
  const address = newAddress();
  await shopper.goto(poster ?? '');
  await show('joining', shopper);
  await shopper.getByLabel('E-mail address').fill(address);
  await shopper.getByRole('button', { name: 'Send me the code' }).click();
  await typeCode(shopper, (await server.mailTo(address)).code);
  await tick('Join with your phone');
  await sell(till, address);
  await tick('Give points for a purchase');
  await scan(till, await issue(shopper));
  await till.getByRole('button', { name: 'Redeem' }).click();
  await tick('Use a reward');
  await till.getByRole('button', { name: /^Scan/ }).click();
  await till.getByRole('button', { name: /^Undo Any coffee/ }).click();
  await till.getByLabel('Scanned by mistake').check();
  await till.getByRole('button', { name: 'Undo it' }).click();
  await tick('Undo it');
  await show('rehearsal', desk);
}

/** A purchase at the till, found by the buyer's address. */
async function sell(till: Page, address: string): Promise<void> {
  await till.getByRole('button', { name: 'Find a member' }).click();
  await till.getByLabel('E-mail address or member number').fill(address);
  await till.getByRole('button', { name: 'Find', exact: true }).click();
  await till.getByRole('button', { name: 'Add a purchase' }).click();
  await till.getByLabel('Amount in EUR').fill('6');
  await till.getByLabel('Receipt number').fill('1');
  await till.getByRole('button', { name: 'Add it' }).click();
  await expect(till.getByText('Added. Here’s what they have now.')).toBeVisible();
  await till.getByRole('button', { name: 'Scan the next one' }).click();
}

/** A device that becomes the till by a link, with an associate on shift. */
async function tillBy(browser: Browser, link: string, pin: string): Promise<Page> {
  const till = await phone(browser);
  await till.goto(link);
  await till.getByRole('button', { name: 'Set up this device' }).click();
  await till.getByText('Go to the till').click();
  await till.getByRole('button', { name: 'Nora' }).click();
  for (const digit of pin) await till.getByRole('button', { name: digit, exact: true }).click();
  await expect(till.getByText('Scan the shopper’s barcode').first()).toBeVisible();
  return till;
}
