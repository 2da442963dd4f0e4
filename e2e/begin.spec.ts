import { expect } from '@playwright/test';
import { deskPages } from '#contract/desk/desk-paths.ts';
import { expectAccessible } from './axe.ts';
import { firstMinutes } from './first-minutes.ts';
import { closeShop, startServer, test } from './tillpass.ts';

test('from an empty database to a reward that was used on one’s own phone, and undone', async ({
  browser,
}) => {
  const server = await startServer({}, undefined, ['begin', 'Olga']);
  const desk = await firstMinutes(browser, server, async (moment, page) => {
    // The sheet of the poster is for printers, and the phone's pages are looked at elsewhere.
    if (moment !== 'poster' && moment !== 'joining') await expectAccessible(page, moment);
  });
  await desk.getByRole('button', { name: 'Finish' }).click();
  await desk.getByRole('link', { name: 'Look at the audit' }).click();
  await expect(
    desk.getByText('There is only one owner with a passkey.', { exact: false }),
  ).toBeVisible();
  await expectAccessible(desk, 'the audit');
  await desk.goto(server.url + deskPages.desk);
  await expect(desk.getByRole('heading', { name: 'Needs attention' })).toBeVisible();
  await closeShop(server, browser);
});
