import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { dayOf } from '#domain/values/calendar.ts';
import { expectAccessible } from './axe.ts';
import { join, openApp, phone, till } from './people.ts';
import { putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own, because a test here changes its program.
let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(({ browser }) => closeShop(server, browser));

test('a member reads what is held of them, takes a copy along, freezes, thaws and leaves, with scripts off too', async ({
  browser,
}) => {
  for (const javaScriptEnabled of [true, false]) {
    const shopper = await phone(browser, { javaScriptEnabled });
    const address = await join(shopper, server);
    await shopper.goto(`${server.url}/profile`);
    await shopper.getByRole('link', { name: 'Your data' }).click();
    await expect(shopper.getByText('Each reward you took')).toBeVisible();
    const coming = shopper.waitForEvent('download');
    await shopper.getByRole('button', { name: 'Download a copy' }).click();
    const copy = JSON.parse(await readFile(await (await coming).path(), 'utf8'));
    expect(copy.members[0].address).toBe(address);
    expect(copy.ledgerEntries[0].points).toBe(150);
    await shopper.getByRole('button', { name: 'Freeze my membership' }).click();
    await expect(shopper.getByText(/^Frozen since/)).toBeVisible();
    await shopper.goto(`${server.url}/wallet`);
    await expect(shopper.getByText(/^Frozen since/)).toBeVisible();
    await expect(shopper.getByText('Nothing you can have right now')).toBeVisible();
    await shopper.goto(`${server.url}/profile/data`);
    await shopper.getByRole('button', { name: 'Thaw it' }).click();
    await expect(shopper.getByRole('button', { name: 'Freeze my membership' })).toBeVisible();
    await shopper.getByRole('checkbox', { name: 'I give up my points' }).check();
    await shopper.getByRole('button', { name: 'Delete my membership' }).click();
    await expect(shopper.getByRole('textbox', { name: 'E-mail address' })).toBeVisible();
    await shopper.goto(`${server.url}/wallet`);
    await expect(shopper.getByText(/Frozen|Hello/)).toHaveCount(0);
    await expect(shopper).toHaveURL(/sign-in/);
    await shopper.context().close();
  }
});

test('a member reads what they are told, chooses what comes, and finds it chosen', async ({
  browser,
}) => {
  const shopper = await phone(browser);
  await join(shopper, server);
  await shopper.goto(`${server.url}/profile`);
  await shopper.getByRole('link', { name: 'What we tell you' }).click();
  await expect(shopper.getByRole('heading', { name: 'What we have told you' })).toBeVisible();
  await expectAccessible(shopper, 'what we tell you');
  const apologies = shopper.getByRole('checkbox', { name: 'Apologies of our support' });
  await apologies.uncheck();
  await shopper.getByRole('button', { name: 'Save' }).click();
  await expect(shopper.getByText('Your choice is saved.')).toBeVisible();
  await expect(apologies).not.toBeChecked();
  await shopper.getByRole('link', { name: 'Back', exact: true }).click();
  await expect(shopper.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await shopper.context().close();
});

test('a member moves to another address by the code that went there, and the old mailbox takes it back', async ({
  browser,
}) => {
  const shopper = await phone(browser);
  const address = await join(shopper, server);
  const next = `moved-${address}`;
  await shopper.goto(`${server.url}/profile`);
  await shopper.getByRole('link', { name: 'Change' }).click();
  await shopper.getByLabel('New e-mail address').fill(next);
  await shopper.getByRole('button', { name: 'Mail me a code' }).click();
  await expectAccessible(shopper, 'the code of a new address');
  await shopper.getByLabel('Code from the mail').fill((await server.mailTo(next)).code);
  await shopper.getByRole('button', { name: 'That’s my address' }).click();
  await expect(shopper.getByText('this is your address now')).toBeVisible();
  await shopper.goto(`${server.url}/profile/data`);
  await expect(shopper.getByText(/can be taken back from the old one/).first()).toBeVisible();

  const reader = await phone(browser);
  const { text } = await server.mailTo(address);
  await reader.goto(/http\S+\/a\/\S+/.exec(text)?.[0] ?? '');
  await expectAccessible(reader, 'taking an address back');
  await reader.getByRole('checkbox', { name: 'I didn’t want this change' }).check();
  await reader.getByRole('button', { name: 'Take it back' }).click();
  await expect(reader.getByRole('heading', { name: 'It’s yours again' })).toBeVisible();
  await expect(shopper).toHaveURL(/sign-in/);
  for (const page of [shopper, reader]) await page.context().close();
});

/** The demonstration's program with rules of most kinds. Put once more, it changes nothing. */
async function putRules(): Promise<void> {
  const text = await readFile('src/server/demonstration/program.yaml', 'utf8');
  const rules = [
    '{ id: opening, kind: joining, name: Opening week, points: 30 }',
    '{ id: visit, kind: check-in, name: Good to see you, points: 5, limits: { per-member: { count: 9, every: month } } }',
    '{ id: named, kind: profile-step, name: We know your name, points: 11, fact: name }',
    '{ id: first, kind: first-purchase, name: Your first one, points: 40 }',
    '{ id: tea, kind: product, name: Tea for two, points-each: 7, when: { categories: [Tea] }, limits: { per-day: 5 } }',
    '{ id: leaves, kind: purchase, name: Half a point more, points-per-unit: 0.5, when: { categories: [Tea] } }',
    '{ id: fair, kind: bonus-period, name: The fair, points: 9, from: 2026-01-01, until: 2099-12-31 }',
    '{ id: teapot, kind: stamps, name: Every fourth cup of tea, stamps: 4, counts: pieces, points: 21, when: { categories: [Tea] }, limits: { per-day: 1 } }',
    '{ id: month, kind: spend-goal, name: Spend €60 this month, spend: 60.00, every: month, points: 33 }',
  ];
  const more = rules.map((rule) => `  - ${rule}\n`).join('');
  await putProgram(
    server,
    text.replace('\nearning:\n', (list) => list + more),
  );
}

test('a birthday that is told in the profile earns on its day, so do news and a visit, and history says why', async ({
  browser,
}) => {
  await putRules();
  const page = await phone(browser);
  await page.goto(`${server.url}/P/M1`);
  await expect(page.getByText('180 points')).toBeVisible();
  const address = await join(page, server);
  await openApp(page, `${server.url}/wallet`);
  await page.getByRole('link', { name: 'Ways to earn' }).click();
  await page.getByRole('link', { name: 'Tell us your birthday' }).click();
  // The month alone is enough, and it is this one: of the shop, and still when it was saved.
  const monthNow = () => dayOf(Date.now(), 'Europe/Dublin').month;
  const form = page.locator('form', { has: page.getByLabel('Month') });
  let month = 0;
  while (month !== monthNow()) {
    month = monthNow();
    await page.getByLabel('Month').selectOption(String(month));
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('Saved')).toBeVisible();
  }

  await page.getByRole('button', { name: 'Yes, write to me' }).click();
  await expect(page.getByText('We’ve mailed you a code.')).toBeVisible();
  const { code } = await server.mailTo(address);
  await page.getByLabel('Code from the mail').fill(code);
  await expectAccessible(page, 'a profile with a birthday, and with a code to type');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('button', { name: 'Stop writing to me' })).toBeVisible();
  await page.getByRole('link', { name: 'History', exact: true }).click();
  await expect(page.getByText('Happy birthday')).toBeVisible();
  await expect(page.getByText('Opening week')).toBeVisible();
  await expect(page.getByText('Our news')).toBeVisible();

  // In the shop whose poster was scanned, an associate shows the code.
  const associate = await till(await browser.newContext(), server);
  await associate.getByRole('button', { name: 'Check in', exact: true }).click();
  const shown = await associate.getByText(/^\d{3} \d{3}$/).textContent();
  await openApp(page, `${server.url}/earn`);
  await page.getByLabel('Code at the till').fill(shown ?? '');
  await expectAccessible(page, 'ways to earn with a code to type');
  await page.getByRole('button', { name: 'Check in', exact: true }).click();
  await expect(page.getByText('Good to see you: 5 points are in your history.')).toBeVisible();
  await page.context().close();
});

test('what rules give for a purchase is named in the history, each by its name, and goals say how far they are', async ({
  browser,
}) => {
  await putRules();
  const page = await phone(browser);
  await join(page, server);
  await openApp(page, `${server.url}/earn`);
  await page.getByRole('link', { name: 'Tell us your name' }).click();
  const form = page.locator('form', { has: page.getByLabel('Name', { exact: true }) });
  await page.getByLabel('Name', { exact: true }).fill('Ada');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Saved')).toBeVisible();
  const { member } = await (await page.request.get(server.url + memberApi.wallet)).json();
  // Both count for one month, even where it ends between them.
  const soldAt = new Date();
  const buy = async (minor: number) => {
    const answer = await page.request.post(server.url + posApi.purchases, {
      headers: { authorization: `Bearer ${server.posKey}` },
      data: {
        member: { number: member.number },
        receiptNumber: `Tea-${crypto.randomUUID()}`,
        soldAt,
        total: { minor, currency: 'EUR' },
        lines: [{ id: '1', minor, categories: ['Tea'], quantity: 2 }],
      },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await buy(4_000);
  await openApp(page, `${server.url}/earn`);
  await expect(page.getByText('€40 of €60')).toBeVisible();
  await buy(2_000);
  await openApp(page, `${server.url}/history`);
  const once = [
    'We know your name',
    'Your first one',
    'Every fourth cup of tea',
    'Spend €60 this month',
  ];
  for (const name of once) await expect(page.getByText(name)).toHaveCount(1);
  for (const name of ['Tea for two', 'Half a point more', 'The fair'])
    await expect(page.getByText(name)).toHaveCount(2);
  await expectAccessible(page, 'a history with the names of rules');
  await page.context().close();
});

test('a member with two memberships proves both mailboxes, sees what comes together, and has one', async ({
  browser,
}) => {
  const second = await phone(browser);
  const other = await join(second, server);
  const shopper = await phone(browser);
  await join(shopper, server);
  // What joining gives is the program's, which other tests here change.
  const wallet = await shopper.request.get(server.url + memberApi.wallet);
  const both = 2 * (await wallet.json()).balance;
  await shopper.goto(`${server.url}/profile`);
  await shopper.getByRole('link', { name: 'I have two memberships' }).click();
  await shopper.getByLabel('E-mail address of the other membership').fill(other);
  await shopper.getByRole('button', { name: 'Mail me a code' }).click();
  await expect(shopper.getByLabel('Code from the mail')).toBeVisible();
  await shopper.getByLabel('Code from the mail').fill((await server.mailTo(other)).code);
  await shopper.getByRole('button', { name: 'Show both memberships' }).click();
  await expect(shopper.getByText(`${both} points, each with the expiry date`)).toBeVisible();
  await expectAccessible(shopper, 'what comes together of two memberships');
  await shopper.getByRole('checkbox', { name: 'Yes, both are mine' }).check();
  await shopper.getByRole('button', { name: 'Make them one membership' }).click();
  await expect(shopper.getByText('both are one membership now')).toBeVisible();
  await shopper.goto(`${server.url}/history`);
  await expect(shopper.getByText('From your other membership').first()).toBeVisible();
  await second.goto(`${server.url}/wallet`);
  await expect(second).toHaveURL(/sign-in/);
  for (const one of [shopper, second]) await one.context().close();
});
