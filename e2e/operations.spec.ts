import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { beginAtDesk, openWay, withPasskeys } from './passkeys.ts';
import { demonstrationWith, putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own: webhooks may go to this machine, and a till knows fixed codes.
let server: Server;
test.beforeAll(async () => {
  server = await startServer({ WEBHOOK_TARGETS: 'local' });
  await putProgram(server, await demonstrationWith('way: pool'));
});
test.afterAll(({ browser }) => closeShop(server, browser));

/** Opens a page below *Operations*. */
async function open(page: Page, title: string): Promise<void> {
  await openWay(page, 'Operations');
  await page.getByRole('main').getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Codes as a system exports them, with a total that is none. */
const codes = ['Coupon;Batch', ...Array.from({ length: 20 }, (_, n) => `CAFE-${1001 + 7 * n};4`)];

test('an owner has events sent to a system, and loads codes after a look at them', async ({
  browser,
}) => {
  const receiver = createServer((_request, response) => response.writeHead(204).end());
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo; // A server that listens on a port.
  const owner = await withPasskeys(browser);
  const printed = await server.admin(['desk-owner', 'Opal']);
  await beginAtDesk(owner, /http\S+/.exec(printed)?.[0] ?? '');

  await open(owner, 'Webhooks');
  await owner.getByRole('button', { name: 'Add an address' }).click();
  await owner.getByRole('textbox', { name: 'Address' }).fill('https://me:secret@hooks.example');
  await owner.getByRole('button', { name: 'Send events there' }).click();
  await expect(owner.getByText('Take the user and password out')).toBeVisible();
  const url = `http://127.0.0.1:${port}/hooks`;
  await owner.getByRole('textbox', { name: 'Address' }).fill(url);
  await owner.getByRole('radio', { name: 'Only some kinds' }).check();
  await owner.getByRole('button', { name: 'Send events there' }).click();
  await expect(owner.getByText('Choose at least one kind.')).toBeVisible();
  await owner.getByRole('checkbox', { name: 'pool.low' }).check();
  await expectAccessible(owner, 'adding an address');
  await owner.getByRole('button', { name: 'Send events there' }).click();
  await expect(owner.getByText(/^whsec_/)).toBeVisible();
  await owner.keyboard.press('Escape');
  await owner.getByRole('link', { name: url }).click();
  await owner.getByRole('button', { name: 'Send a test' }).click();
  await expect(owner.getByText('It took the test message.')).toBeVisible();
  await expectAccessible(owner, 'an address');
  await owner.getByRole('button', { name: 'Change' }).click();
  await owner.getByRole('button', { name: 'Remove' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(owner.getByText('Events are sent nowhere yet.')).toBeVisible();
  receiver.close();

  await owner.getByRole('button', { name: 'Add a system' }).click();
  await owner.getByRole('textbox', { name: 'Name' }).fill('judge-me');
  await owner.getByRole('button', { name: 'Add it' }).click();
  await expect(owner.getByText('/admin/v1/facts?source=judge-me')).toBeVisible();
  await expectAccessible(owner, 'a secret of a system');
  await owner.keyboard.press('Escape');
  await owner.getByRole('button', { name: 'Change judge-me' }).click();
  await owner.getByRole('button', { name: 'End it' }).click();
  await owner.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await expect(owner.getByText('No system tells facts yet.')).toBeVisible();

  await open(owner, 'Codes');
  await owner.getByRole('link', { name: 'Load codes' }).click();
  await owner.getByRole('combobox', { name: 'Reward' }).selectOption('Any coffee');
  await owner.getByRole('combobox', { name: 'Store' }).selectOption('Main Street');
  const buffer = Buffer.from([...codes, 'Total;20', ''].join('\n'));
  const chosen = { name: 'codes.csv', mimeType: 'text/csv', buffer };
  await owner.getByLabel('File of codes').setInputFiles(chosen);
  await owner.getByRole('button', { name: 'Look at the file' }).click();
  await expect(owner.getByText('Unlike the others', { exact: false })).toBeVisible();
  await expect(owner.getByRole('combobox', { name: 'Column' })).toHaveValue('1');
  await expectAccessible(owner, 'what was understood');
  await owner.getByRole('checkbox', { name: /^I have looked/ }).check();
  await owner.getByRole('button', { name: 'Load 21 codes' }).click();
  await expect(owner.getByText('21 codes loaded · 21 codes left')).toBeVisible();
  await owner.getByRole('link', { name: 'All codes' }).click();
  await expect(owner.getByText('21 codes left', { exact: false })).toBeVisible();
  await owner.getByRole('button', { name: 'Take out again' }).click();
  await expect(owner.getByText('Take 21 codes out again?')).toBeVisible();
  await owner.getByRole('dialog').getByRole('button', { name: 'Take out again' }).click();
  await expect(owner.getByText('0 codes left')).toBeVisible();
});
