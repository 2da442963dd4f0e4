import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { issue, join, noWorker, openApp, phone, scan, till } from './people.ts';
import { putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own, because a test here changes its program.
let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(({ browser }) => closeShop(server, browser));

test('one tap under a used reward earns, also after a tap without signal, and so does a review’s link, once', async ({
  browser,
}) => {
  const text = await readFile('src/server/demonstration/program.yaml', 'utf8');
  const rule =
    '  - { id: taste, kind: survey, name: Your opinion, points: 5, question: How was it?, answers: [{ id: good, text: Just right }, { id: bad, text: Not so good }] }\n';
  await putProgram(
    server,
    text.replace('\nearning:\n', (list) => list + rule),
  );
  const page = await phone(browser, noWorker);
  const address = await join(page, server);
  const digits = await issue(page);
  const associate = await till(await browser.newContext(), server);
  await scan(associate, digits);
  await associate.getByRole('button', { name: 'Redeem' }).click();
  await expect(page.getByRole('heading', { name: 'How was it?' })).toBeVisible();
  await expectAccessible(page, 'a question under a used voucher');

  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Just right' }).click();
  await expect(page.getByText(/No connection/).first()).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Just right' }).click();
  await expect(page.getByText('Thank you: 5 points are in your history.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'How was it?' })).toBeHidden();

  const printed = await server.admin(['review-link', address, '4006381333931', 'rv-1']);
  const link = /http\S+\/r\/\S+/.exec(printed)?.[0] ?? '';
  // Where the mail is read nobody is signed in.
  const reader = await phone(browser);
  await reader.goto(link);
  await expectAccessible(reader, 'a link for a review');
  await reader.getByRole('button', { name: 'Get my points' }).click();
  await expect(reader.getByText('15 points are in your history.')).toBeVisible();
  await reader.goto(link);
  await expect(reader.getByRole('button')).toHaveCount(0);
  await openApp(page, `${server.url}/history`);
  await expect(page.getByText('A review')).toHaveCount(1);
  await expect(page.getByText('Your opinion')).toHaveCount(1);
});
