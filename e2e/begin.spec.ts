import { deskPages } from '#contract/desk/desk-paths.ts';
import { expectAccessible } from './axe.ts';
import { withPasskeys } from './passkeys.ts';
import { newAddress, phone } from './people.ts';
import { closeShop, expect, startServer, test } from './tillpass.ts';

const wide = { viewport: { width: 1280, height: 900 } };

test('from an empty database to a reward that was used on one’s own phone, and undone', async ({
  browser,
}) => {
  const server = await startServer({}, undefined, ['begin', 'Olga']);
  const desk = await withPasskeys(browser, wide);
  const save = async () => desk.getByRole('button', { name: 'Save and go on' }).click();
  const opened = (step: string) =>
    expect(
      desk.getByRole('button', { name: 'Change' }).or(desk.getByRole('button', { name: step })),
    );
  void opened;

  await test.step('the link of the command line leads to the first step', async () => {
    await desk.goto(/http\S+/.exec(server.printedFirst)?.[0] ?? '');
    await desk.getByRole('button', { name: 'Make a passkey' }).click();
    await expect(desk.getByRole('heading', { level: 1, name: 'Set up the shop' })).toBeVisible();
    await expect(desk.getByText('About 10 minutes are left.')).toBeVisible();
  });

  await test.step('what the shop is, with a fault told at its field', async () => {
    await save();
    await expect(desk.getByText('Fill this in, with letters that people can see.')).toBeVisible();
    await desk.getByRole('textbox', { name: 'Name of the shop' }).fill('Rye & Sons');
    await desk.getByRole('radio', { name: /^Café/ }).check();
    await save();
    await desk.getByRole('textbox', { name: 'Your colour' }).fill('#1c8c8c');
    await expect(desk.getByText(/Pages show it as #\w{6}/)).toBeVisible();
    await expectAccessible(desk, 'a step');
    await save();
    await desk.getByRole('textbox', { name: 'Time zone' }).fill('Europe/Atlantis');
    await save();
    await expect(desk.getByText('There is no such time zone.', { exact: false })).toBeVisible();
    await desk.getByRole('textbox', { name: 'Time zone' }).fill('Europe/Dublin');
    await save();
    await desk.getByRole('textbox', { name: 'Name of the store' }).fill('Main Street');
    await save();
  });

  const pin = await test.step('an associate gets a PIN, and the poster a sheet', async () => {
    await desk.getByRole('textbox', { name: 'Name' }).fill('Nora');
    await desk.getByRole('button', { name: 'Add, and show the PIN' }).click();
    const shown = desk.getByRole('status').locator('code');
    await expect(shown).toHaveText(/^\d{5}$/);
    const said = (await shown.textContent()) ?? '';
    await desk.getByRole('button', { name: 'Go on' }).click();
    const sheet = desk.context().waitForEvent('page');
    await desk.getByRole('link', { name: 'Open the sheet · English' }).click();
    await expect((await sheet).getByText('Rye & Sons')).toBeVisible();
    await desk.getByRole('button', { name: 'Go on' }).click();
    return said;
  });

  const address = newAddress();
  const till = await phone(browser);
  const shopper = await phone(browser);
  const tick = (title: string) =>
    expect(desk.getByRole('listitem').filter({ hasText: title }).last()).toContainText('done');

  await test.step('a device becomes the till, and somebody signs in there', async () => {
    await desk.getByRole('button', { name: 'Make a link' }).click();
    const link = await desk
      .getByRole('link', { name: 'Use this device, in a new tab' })
      .getAttribute('href');
    await till.goto(link ?? '');
    await till.getByRole('button', { name: 'Nora' }).click();
    await till.getByLabel('PIN').fill(pin);
    await tick('Make a device the till');
  });

  await test.step('the phone joins by the poster’s code and takes a reward', async () => {
    const poster = await desk.getByRole('link', { name: /\/P\/A1$/ }).getAttribute('href');
    await shopper.goto(poster ?? '');
    await shopper.getByLabel('E-mail address').fill(address);
    await shopper.getByRole('button', { name: 'Send me the code' }).click();
    await shopper.getByLabel('Code').fill((await server.mailTo(address)).code);
    await expect(shopper.getByText('Any coffee').first()).toBeVisible();
    await tick('Join with your phone');
  });

  await expect(desk).toHaveURL(server.url + deskPages.desk + '/begin');
  await closeShop(server, browser);
});
