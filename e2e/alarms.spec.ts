import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { openMail } from './mailbox.ts';
import { issue, join, noWorker, phone, signIn } from './people.ts';
import { test } from './tillpass.ts';

test('what a till used is mailed with what is left, as the phone says it, and who it was not freezes by the mail', async ({
  browser,
  tillpass: server,
}) => {
  const shopper = await phone(browser, noWorker);
  const address = await join(shopper, server);
  await server.redeem(await issue(shopper));
  const left = shopper.getByText('You have 90 points left.');
  await expect(left).toBeVisible();
  const sentence = (await left.textContent()) ?? '';

  const used = { to: address, subject: /: Any coffee for 60 points, at Main Street at \d\d:\d\d$/ };
  const reader = await phone(browser, noWorker);
  await openMail(reader, server, used);
  await expect(reader.getByRole('paragraph').filter({ hasText: sentence })).toBeVisible();
  await expect(reader.getByText(/^Was it you\? Then there is nothing to do\./)).toBeVisible();
  await reader.getByRole('link', { name: 'It wasn’t me: freeze it' }).click();
  await expect(reader.getByRole('heading', { name: 'Freeze this membership?' })).toBeVisible();
  await expectAccessible(reader, 'the page that freezes');
  await reader.getByRole('button', { name: 'Freeze', exact: true }).click();
  await expect(reader.getByText('Tick the box first.')).toBeVisible();
  await shopper.goto(`${server.url}/wallet`);
  await expect(shopper.getByText(/^Frozen since/)).toHaveCount(0);
  await reader.getByRole('checkbox', { name: 'Yes, freeze it' }).check();
  await reader.getByRole('button', { name: 'Freeze', exact: true }).click();
  await expect(reader.getByRole('heading', { name: 'This membership is frozen' })).toBeVisible();
  await shopper.goto(`${server.url}/wallet`);
  await expect(shopper.getByText(/^Frozen since/)).toBeVisible();
  await openMail(reader, server, { to: address, subject: /is frozen$/ });

  await shopper.goto(`${server.url}/profile/data`);
  await shopper.getByRole('button', { name: 'Thaw it' }).click();
  await expect(shopper.getByRole('button', { name: 'Freeze my membership' })).toBeVisible();
  await openMail(reader, server, { to: address, subject: /is thawed$/ });
  await expect(reader.getByRole('link', { name: 'It wasn’t me: freeze it' })).toBeVisible();
  for (const page of [shopper, reader]) await page.context().close();
});

test('a sign-in on a browser that was never theirs is mailed at once, and frozen by the mail before anything is spent', async ({
  browser,
  tillpass: server,
}) => {
  const shopper = await phone(browser, noWorker);
  const address = await join(shopper, server);
  const stranger = await phone(browser, noWorker);
  await signIn(stranger, server, address);
  await openMail(shopper, server, { to: address, subject: /: A device signed in: Chrome \(/ });
  const when = shopper.getByRole('paragraph').filter({ hasText: /^That was on / });
  await expect(when).toContainText(', where you had not signed in before.');
  await shopper.getByRole('link', { name: 'It wasn’t me: freeze it' }).click();
  await shopper.getByRole('checkbox', { name: 'Yes, freeze it' }).check();
  await shopper.getByRole('button', { name: 'Freeze', exact: true }).click();
  await expect(
    shopper.getByText(/Is a device there that isn’t yours\? Sign it out\./),
  ).toBeVisible();
  await stranger.goto(`${server.url}/wallet`);
  await expect(stranger.getByText('Nothing for you right now')).toBeVisible();

  await shopper.getByRole('link', { name: 'Open the wallet' }).click();
  await shopper.goto(`${server.url}/profile`);
  const devices = shopper.getByRole('listitem').filter({ hasText: /Signed in .*\d:\d\d/ });
  const theirs = devices.filter({ hasNotText: 'This device' });
  await theirs.getByRole('button').click();
  await expect(theirs).toHaveCount(0);
  await expect(stranger).toHaveURL(/sign-in/);
  for (const page of [shopper, stranger]) await page.context().close();
});
