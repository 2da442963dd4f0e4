import { type Browser, expect, type Page } from '@playwright/test';
import { deskPages } from '#contract/desk/desk-paths.ts';
import { expectAccessible } from './axe.ts';
import { withPasskeys } from './passkeys.ts';
import { issue, newAddress, phone, scan, typeCode } from './people.ts';
import { closeShop, startServer, test } from './tillpass.ts';

const wide = { viewport: { width: 1280, height: 900 } };

test('from an empty database to a reward that was used on one’s own phone, and undone', async ({
  browser,
}) => {
  const server = await startServer({}, undefined, ['begin', 'Olga']);
  const desk = await withPasskeys(browser, wide);
  const save = () => desk.getByRole('button', { name: 'Save and go on' }).click();
  const type = (label: string, text: string) => desk.getByLabel(label, { exact: true }).fill(text);
  const tick = (title: string) =>
    expect(desk.getByRole('listitem').filter({ hasText: title }).last()).toContainText('done');

  await test.step('the link of the command line leads to the first step', async () => {
    await desk.goto(/http\S+/.exec(server.printedFirst)?.[0] ?? '');
    await desk.getByRole('button', { name: 'Make a passkey' }).click();
    await expect(desk.getByRole('heading', { level: 1, name: 'Set up the shop' })).toBeVisible();
    await expect(desk.getByText('About 10 minutes are left.', { exact: false })).toBeVisible();
  });

  await test.step('what the shop is; a fault is told at its field', async () => {
    await save();
    await expect(desk.getByText('Fill this in, with letters that people can see.')).toBeVisible();
    await type('Name of the shop', 'Rye & Sons');
    await desk.getByRole('radio', { name: /^Café/ }).check();
    await save();
    await type('Your colour', '#1c8c8c');
    await expect(desk.getByText(/Pages show it as #\w{6}/)).toBeVisible();
    await expectAccessible(desk, 'a step');
    await save();
    await type('Time zone', 'Europe/Atlantis');
    await save();
    await expect(desk.getByText('There is no such time zone.', { exact: false })).toBeVisible();
    await type('Time zone', 'Europe/Dublin');
    await save();
    await type('Name of the store', 'Main Street');
    await save();
  });

  const pin = await test.step('an associate gets a PIN, and the poster is a sheet', async () => {
    await type('Name', 'Nora');
    await desk.getByRole('button', { name: 'Add, and show the PIN' }).click();
    const shown = desk.getByRole('status').locator('code');
    await expect(shown).toHaveText(/^\d{5}$/);
    const text = (await shown.textContent()) ?? '';
    await desk.getByRole('button', { name: 'Go on' }).click();
    const opening = desk.context().waitForEvent('page');
    await desk.getByRole('link', { name: 'Open the sheet · English' }).click();
    await expect((await opening).getByText('Rye & Sons')).toBeVisible();
    await desk.getByRole('button', { name: 'Go on' }).click();
    return text;
  });

  await desk.getByRole('button', { name: 'Make a link' }).click();
  const link = desk.getByRole('link', { name: 'Use this device, in a new tab' });
  const till = await tillBy(browser, (await link.getAttribute('href')) ?? '', pin);
  await tick('Make a device the till');

  const shopper = await phone(browser);
  await test.step('the phone joins by the poster’s code', async () => {
    const poster = await desk.getByRole('link', { name: /\/P\/A1$/ }).getAttribute('href');
    const address = newAddress();
    await shopper.goto(poster ?? '');
    await shopper.getByLabel('E-mail address').fill(address);
    await shopper.getByRole('button', { name: 'Send me the code' }).click();
    await typeCode(shopper, (await server.mailTo(address)).code);
    await tick('Join with your phone');
  });

  await test.step('a reward is used at the till, and undone', async () => {
    await scan(till, await issue(shopper));
    await till.getByRole('button', { name: 'Redeem' }).click();
    await tick('Use a reward');
    await till.getByRole('button', { name: /^Scan/ }).click();
    await till.getByRole('button', { name: /^Undo Any coffee/ }).click();
    await till.getByLabel('Scanned by mistake').check();
    await till.getByRole('button', { name: 'Undo it' }).click();
    await tick('Undo it');
  });

  await test.step('the beginning ends, and the audit says what is left', async () => {
    await desk.getByRole('button', { name: 'Finish' }).click();
    await desk.getByRole('link', { name: 'Look at the audit' }).click();
    await expect(desk.getByText('There is only one owner with a passkey.')).toBeVisible();
    await expectAccessible(desk, 'the audit');
    await desk.goto(server.url + deskPages.desk);
    await expect(desk.getByRole('heading', { name: 'Needs attention' })).toBeVisible();
  });
  await closeShop(server, browser);
});

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
