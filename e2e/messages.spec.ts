import { writeFile } from 'node:fs/promises';
import { join as within } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import { dayOf } from '#domain/values/calendar.ts';
import { noonAfter } from './machine-clock.ts';
import { mailsOf, openMail } from './mailbox.ts';
import { join, noWorker, openApp, phone } from './people.ts';
import { demonstrationWhere, putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

const timeZone = 'Europe/Dublin';

// It is noon at this server, so that no mail waits for the morning; and no week has had enough mails.
let server: Server;
test.beforeAll(async () => {
  server = await startServer(noonAfter(0, timeZone));
  await putProgram(
    server,
    await demonstrationWhere(
      'tiers',
      'pending: { days: 3, tiers: at-once }\nmessages: { unasked-a-week: 7 }\n',
    ),
  );
});
test.afterAll(({ browser }) => closeShop(server, browser));

/** What a till sends for the person whose phone this is. */
async function reports(page: Page, path: string, data: object): Promise<void> {
  const headers = { authorization: `Bearer ${server.posKey}` };
  const answer = await page.request.post(server.url + path, { headers, data });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** A purchase at the time of the shop's machine. */
async function buys(page: Page, receiptNumber: string, goods: object): Promise<void> {
  const { at, member } = await (await page.request.get(server.url + memberApi.wallet)).json();
  const soldAt = new Date(at);
  await reports(page, posApi.purchases, {
    member: { number: member.number },
    receiptNumber,
    soldAt,
    ...goods,
  });
}

/** Ticks or unticks kinds of messages on the page of these names, and waits until it is kept. */
async function choose(
  page: Page,
  names: readonly (string | RegExp)[],
  wanted: boolean,
): Promise<void> {
  for (const name of names) await page.getByRole('checkbox', { name }).setChecked(wanted);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your choice is saved.')).toBeVisible();
}

const euros = (minor: number) => ({ minor, currency: 'EUR' });

test('who asks for receipts is mailed what was bought and when its points come, then that they are here, and ends it by the mail', async ({
  browser,
}) => {
  test.slow(); // A server that is started twice.
  const shopper = await phone(browser, noWorker);
  const address = await join(shopper, server);
  await shopper.goto(`${server.url}/messages`);
  const asked = ['A receipt of the points of each purchase', 'Points that can be spent now'];
  await choose(shopper, asked, true);
  await buys(shopper, 'RYE-1', {
    total: euros(2_000),
    lines: [
      { id: '1', minor: 1_400, name: 'Rye bread', quantity: 2 },
      { id: '2', minor: 600 },
    ],
  });
  const coming = { to: address, subject: /: 20 points are on their way: yours to spend from / };
  const subject = await openMail(shopper, server, coming);
  const [, day = ''] = /from (\d+ \w+ \d{4})/.exec(subject) ?? [];
  const receipt = shopper.getByRole('paragraph').filter({ hasText: 'receipt RYE-1, ' });
  await expect(receipt).toBeVisible();
  for (const [goods, paid] of [
    ['2 × Rye bread', '€14'],
    ['Other goods', '€6'],
    ['Paid', '€20'],
  ] as const)
    await expect(shopper.locator('tr tr', { hasText: goods })).toContainText(paid);
  await shopper.getByRole('link', { name: 'See your points' }).click();
  await expect(shopper.getByText('Purchase of €20')).toBeVisible();
  await expect(shopper.getByText(`Coming on ${day}: 20`)).toBeVisible();
  await openApp(shopper, `${server.url}/wallet`);
  await expect(shopper.getByText('150', { exact: true })).toBeVisible();
  await server.stop();

  await server.again(noonAfter(4, timeZone));
  const here = { to: address, subject: /: 20 points can be spent from now on\.$/ };
  await openMail(shopper, server, here);
  await shopper.getByRole('link', { name: 'See your points' }).click();
  await openApp(shopper, `${server.url}/wallet`);
  await expect(shopper.getByText('170', { exact: true })).toBeVisible();

  // Whoever reads the mail ends it, on a computer that knows nobody.
  const reader = await phone(browser, { ...noWorker, javaScriptEnabled: false });
  await openMail(reader, server, coming);
  await reader.getByRole('link', { name: /^Choose what we mail you/ }).click();
  await choose(reader, asked, false);
  const before = (await mailsOf(shopper, server, address)).length;
  await buys(shopper, 'RYE-2', { total: euros(500) });
  expect(await mailsOf(shopper, server, address)).toHaveLength(before);
  for (const page of [shopper, reader]) await page.context().close();
});

test('a tier that is reached and one that goes are mailed with the sentence of the wallet, and one click ends such mails, twice as well', async ({
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  const address = await join(shopper, server);
  await buys(shopper, 'OVEN-1', { total: euros(60_000) });
  await openMail(shopper, server, { to: address, subject: /: You’re Silver now\. Well done!$/ });
  await expect(shopper.getByText('• Oat milk at no extra charge')).toBeVisible();
  const next = shopper.getByRole('paragraph').filter({ hasText: / to reach Gold/ });
  const sentence = (await next.textContent()) ?? '';
  await shopper.getByRole('link', { name: 'See your tiers' }).click();
  await expect(shopper).toHaveURL(/\/tiers$/);
  await openApp(shopper, `${server.url}/wallet`);
  await expect(shopper.getByText(sentence).first()).toBeVisible();

  const { at } = await (await shopper.request.get(server.url + memberApi.wallet)).json();
  await reports(shopper, posApi.returns, {
    receiptNumber: 'OVEN-1-R',
    returnedAt: new Date(at),
    purchase: { receiptNumber: 'OVEN-1' },
  });
  const gone = { to: address, subject: /: You’re Member from now on\.$/ };
  await openMail(shopper, server, gone);
  const back = shopper.getByRole('paragraph').filter({ hasText: 'Spend €500 to reach Silver' });
  await expect(back).toBeVisible();

  const reader = await phone(browser, { ...noWorker, javaScriptEnabled: false });
  await openMail(reader, server, gone);
  await reader.getByRole('link', { name: /^Choose what we mail you/ }).click();
  const link = reader.url();
  const ended = reader.getByRole('checkbox', { name: 'A tier that has ended' });
  // A scanner that opens the link ends nothing.
  await expect(ended).toBeChecked();
  for (const time of ['once', 'twice']) {
    await reader.goto(link);
    await reader.getByRole('button', { name: 'Stop these mails' }).click();
    await expect(reader.getByText('You get no more mails about this'), time).toBeVisible();
    await expect(ended).not.toBeChecked();
  }
  await expect(reader.getByRole('checkbox', { name: 'A tier that you reached' })).toBeChecked();
  for (const page of [shopper, reader]) await page.context().close();
});

test('a birthday is congratulated, and news go to who agreed, once, until they say no', async ({
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  const address = await join(shopper, server);
  const { at } = await (await shopper.request.get(server.url + memberApi.wallet)).json();
  const { month } = dayOf(at, timeZone);
  await openApp(shopper, `${server.url}/profile`);
  await shopper.getByLabel('Month').selectOption(String(month));
  const form = shopper.locator('form', { has: shopper.getByLabel('Month') });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Saved')).toBeVisible();
  const wish = { to: address, subject: /: Happy birthday! 40 points are yours\.$/ };
  await openMail(shopper, server, wish);
  await shopper.getByRole('link', { name: 'See what you can get' }).click();
  await expect(shopper).toHaveURL(/\/rewards$/);

  await openApp(shopper, `${server.url}/profile`);
  await shopper.getByRole('button', { name: 'Yes, write to me' }).click();
  await expect(shopper.getByText('We’ve mailed you a code.')).toBeVisible();
  const { code } = await server.mailTo(address);
  await shopper.getByLabel('Code from the mail').fill(code);
  await shopper.getByRole('button', { name: 'Confirm' }).click();
  await expect(shopper.getByRole('button', { name: 'Stop writing to me' })).toBeVisible();

  const news = async (id: string, kind: string) => {
    const file = within(server.dataDir, `${id}.yaml`);
    const words = {
      subject: `Iced coffee, ${kind}`,
      text: 'It is hot.\n\nCome in.',
      button: 'See',
    };
    await writeFile(file, JSON.stringify({ id, kind, page: '/rewards', en: words, ar: words }));
    return (...more: readonly string[]) => server.admin(['news', file, ...more]);
  };
  const summer = await news('summer', 'news');
  expect(await summer()).toContain('1 member gets it.');
  await summer('--send');
  expect(await summer('--send')).toContain('1 member has it already.');
  await openMail(shopper, server, { to: address, subject: /: Iced coffee, news$/ });
  await shopper.getByRole('link', { name: 'See', exact: true }).click();
  await expect(shopper).toHaveURL(/\/rewards$/);
  const first = await news('first', 'early-access');
  await first('--send');
  await openMail(shopper, server, { to: address, subject: /: Iced coffee, early-access$/ });
  await shopper.getByRole('link', { name: /^Choose what we mail you/ }).click();
  await choose(shopper, [/^News/], false);
  const autumn = await news('autumn', 'news');
  expect(await autumn('--send')).toContain('1 member chose not to get such mails.');
  await shopper.context().close();
});
