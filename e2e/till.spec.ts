import { expect, type Locator } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { digitsOn, issue, join, phone, scan, till } from './people.ts';
import { demonstrationWhere, demonstrationWith, putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own: today's list must hold what this test did, and nothing else.
let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(({ browser }) => closeShop(server, browser));

/** The same digits from a scanner that thinks the computer has an American keyboard, on a French one. */
const asFrench = (digits: string): string =>
  [...digits].map((digit) => 'à&é"\'(-è_ç'[Number(digit)]).join('');

/** On how many lines a text stands. */
const linesOf = (text: Locator): Promise<number> =>
  text.locator('span').evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getClientRects().length;
  });

test('the associate at the till', async ({ browser }) => {
  const shopper = await phone(browser);
  await join(shopper, server);
  const digits = await issue(shopper);
  const desk = await browser.newContext();
  const associate = await till(desk, server);
  const heading = (name: string) => associate.getByRole('heading', { name });
  const colourOf = (name: string) =>
    associate
      .getByRole('button', { name, exact: true })
      .evaluate((button) => getComputedStyle(button).backgroundColor);
  const press = (name: string) => associate.getByRole('button', { name, exact: true }).click();

  // The colour that means "give".
  let green = '';

  await test.step('a product’s barcode is not ours, and the till stays ready', async () => {
    await scan(associate, '4006381333931');
    await expect(associate.getByText('This isn’t one of our barcodes').first()).toBeVisible();
    await expectAccessible(associate, 'till 1');
  });

  await test.step('a scanner on a French layout is understood, and said so', async () => {
    await scan(associate, asFrench(digits));
    await expect(heading('Good to redeem')).toBeVisible();
    await expectAccessible(associate, 'till 2');
    await press('Not now');
    await expect(associate.getByText('Letters instead of digits?')).toBeVisible();
    await press('Close');
  });

  await test.step('a slip in typed digits is said until the next one is typed', async () => {
    const field = associate.getByLabel('Digits under');
    const slip = associate.locator('.note', { hasText: 'A digit is wrong or missing' });
    await field.fill(`${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`);
    await press('Check');
    await expect(slip).toBeVisible();
    await field.fill(digits.slice(0, 4));
    await expect(slip).toBeHidden();
  });

  await test.step('digits typed by hand are found, with spaces between the groups', async () => {
    await associate.getByLabel('Digits under').fill(digits.replace(/(.{4})/g, '$1 '));
    // By the button, because Enter so soon after a scan is taken for the scanner's own and ignored.
    await press('Check');
    await expect(associate.getByRole('button', { name: 'Redeem' })).toBeFocused();
    green = await colourOf('Redeem');
  });

  await test.step('without network nothing is redeemed, and it says so', async () => {
    await desk.setOffline(true);
    await press('Redeem');
    await expect(associate.getByRole('alert')).toContainText('Nothing was redeemed');
    await desk.setOffline(false);
  });

  await test.step('a wish to redeem whose answer was lost is sure after asking again', async () => {
    await server.stop();
    await press('Redeem');
    await expect(heading('Not sure yet')).toBeVisible();
    await expectAccessible(associate, 'till 3');
    await server.again();
    await associate.reload();
    await press('Check again');
    await expect(heading('Done')).toBeVisible();
    await expectAccessible(associate, 'till 4');
  });

  await test.step('the same barcode again says where and when it was used', async () => {
    await scan(associate, digits);
    await expect(heading('Don’t give it')).toBeVisible();
    expect(await linesOf(heading('Don’t give it'))).toBe(1);
    await expect(associate.getByText(/used at Main Street, Till\s2/i).first()).toBeVisible();
    await expectAccessible(associate, 'till 5');
    await press('Scan again');
  });

  await test.step('undoing wants a reason and gives the points back', async () => {
    await associate.getByRole('button', { name: /^Undo Any coffee/ }).click();
    await press('Undo it');
    await expect(associate.getByRole('alert')).toContainText('Say why first');
    // The note must neither lie over the reasons nor outlast the choice of one.
    await associate.getByLabel('Something else').check();
    await expect(associate.getByRole('alert')).toHaveCount(0);
    await associate.getByLabel('Wrong item').check();
    await expectAccessible(associate, 'till 6');
    expect(await colourOf('Undo it')).not.toBe(green);
    await press('Undo it');
    await expect(heading('Undone')).toBeVisible();
    expect(await colourOf('Scan the next one')).not.toBe(green);
    await expect(associate.getByText('0 given')).toBeAttached();
    await shopper.goto(`${server.url}/wallet`);
    await expect(shopper.getByText('150', { exact: true })).toBeVisible();
  });

  await test.step('another language is spoken by what was there before too', async () => {
    await press('Scan the next one');
    await expect(associate.getByText('Any coffee')).toBeVisible();
    await associate.getByRole('button', { name: /^Menu/ }).click();
    await press('العربية');
    await expect(associate.getByText('قهوة من اختيارك')).toBeVisible();
    await press('English');
    await expect(associate.getByText('Any coffee')).toBeVisible();
    await associate.keyboard.press('Escape');
  });

  await test.step('the shift ends, and a wrong PIN or a scan does not begin another', async () => {
    await associate.getByRole('button', { name: /^Menu/ }).click();
    await press('End shift');
    // The menu says the name too, and stands there until the answer has come.
    await press(server.associate.name);
    await scan(associate, digits);
    await expect(associate.getByLabel('Your PIN')).toHaveValue('');
    for (const digit of '00000') await press(digit);
    await expect(associate.getByRole('alert')).toContainText('4 tries left');
    await expectAccessible(associate, 'till 7');
  });
});

test('what a reward asks is read before the button, under the barcode and at the till', async ({
  browser,
}) => {
  const text = await demonstrationWith('# as it is');
  const early = 'from: 2099-01-01\n    early: [{ tier: gold, from: 2026-01-01 }]';
  const often = 'minimum: 20.00\n    per-member: { count: 1, every: ever }';
  const tasting =
    '{ kind: experience, place: The harbour, booking: Ask for a day at the counter. }';
  const asking = text
    .replace('    icon: cup\n', (found) => `${found}    ${often}\n`)
    .replace('    icon: bun\n', (found) => `${found}    ${early}\n`)
    .replace('{ kind: percent-off, percent: 10 }', '{ kind: free-shipping }\n    minimum: 30.00')
    .replace(/\{ kind: free-product, product: \{ en: One canvas bag, .* \} \}/, tasting);
  await putProgram(server, asking);
  const shopper = await phone(browser);
  await join(shopper, server);
  await shopper.goto(`${server.url}/rewards/cinnamon-bun`);
  await expect(shopper.getByText('Starts on 1 January 2099.')).toBeVisible();
  await expect(shopper.getByText('Gold members from 1 January 2026.')).toBeVisible();
  await shopper.goto(`${server.url}/rewards/ten-percent`);
  await expect(shopper.getByText('For a purchase of €30 or more.')).toBeVisible();
  await shopper.goto(`${server.url}/rewards/tote-bag`);
  const place = 'Where: The harbour. Ask for a day at the counter.';
  await expect(shopper.getByText(place)).toBeVisible();
  const asks = 'For a purchase of €20 or more.';
  await shopper.goto(`${server.url}/rewards/coffee`);
  await expect(shopper.getByText(asks)).toBeVisible();
  await expect(shopper.getByText('Once per person.')).toBeVisible();
  await shopper.goto(`${server.url}/wallet`);
  const digits = await issue(shopper);
  await expect(shopper.getByText(asks)).toBeVisible();
  const associate = await till(await browser.newContext(), server);
  await scan(associate, digits);
  await expect(associate.getByText(asks)).toBeVisible();
  await expectAccessible(associate, 'a voucher with a minimum');
  await associate.getByRole('button', { name: 'Redeem', exact: true }).click();
  await expect(
    shopper.getByRole('heading', { name: 'You’ve received “Any coffee”' }),
  ).toBeVisible();
  await shopper.goto(`${server.url}/rewards/coffee`);
  await expect(shopper.getByText('You’ve had it as often as you may.')).toBeVisible();
});

test('a second purchase fills a card, and a coffee that costs nothing is in the wallet until it is used', async ({
  browser,
}) => {
  const text = await demonstrationWith('# as it is');
  const card =
    '{ id: on-us, kind: stamps, name: The second is on us, stamps: 2, reward: coffee, limits: { per-day: 5 } }';
  await putProgram(
    server,
    text.replace('\nearning:\n', (found) => `${found}  - ${card}\n`),
  );
  const page = await phone(browser);
  const address = await join(page, server);
  const associate = await till(await browser.newContext(), server);
  const press = (name: string) => associate.getByRole('button', { name, exact: true }).click();
  await press('Find a member');
  await associate.getByLabel('E-mail address or member number').fill(address);
  await press('Find');
  for (const receipt of ['R-first', 'R-second']) {
    await press('Add a purchase');
    await associate.getByLabel('Amount in EUR').fill('1');
    await associate.getByLabel('Receipt number').fill(receipt);
    await press('Add it');
    await expect(associate.getByRole('heading', { name: 'Can have now' })).toBeVisible();
  }
  await page.getByRole('link', { name: /^Any coffee \d+ days left/ }).click();
  await expect(page.getByRole('heading', { name: 'Any coffee' })).toBeVisible();
  await expectAccessible(page, 'a voucher of a full card');
  // There is nothing to cancel.
  await expect(page.getByRole('button', { name: 'More', exact: true })).toHaveCount(0);
  const digits = await digitsOn(page);
  await press('Scan the next one');
  await scan(associate, digits);
  await press('Redeem');
  await expect(page.getByRole('heading', { name: 'You’ve received “Any coffee”' })).toBeVisible();
});

test('after much undone a colleague’s PIN goes on, at the same till', async ({ browser }) => {
  const limit = 'second-person-undone: { number: 1, points: 5 }';
  await putProgram(server, await demonstrationWhere('currency', limit));
  const added = await server.admin(['associate', 'main-street', 'Zoe']);
  const [, pin = ''] = /PIN (\d+)/.exec(added) ?? [];
  const shopper = await phone(browser);
  await join(shopper, server);
  const associate = await till(await browser.newContext(), server);
  const press = (name: string) => associate.getByRole('button', { name, exact: true }).click();
  await scan(associate, await issue(shopper));
  await press('Redeem');
  await press('Undo');
  await associate.getByText('Scanned by mistake').click();
  await press('Undo it');
  await expect(associate.getByRole('alert')).toContainText('a colleague has to look at it too');
  await press('Zoe');
  await press('Undo it');
  await expect(associate.getByText('have them type their PIN')).toBeInViewport();
  await associate.getByLabel('Their PIN').fill(pin);
  await press('Undo it');
  await expect(associate.getByRole('heading', { name: 'Undone' })).toBeVisible();
});
