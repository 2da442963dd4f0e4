import { DatabaseSync } from 'node:sqlite';
import { expect } from '@playwright/test';
import { deskPlaces } from '#desk/api/places.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { expectAccessible } from './axe.ts';
import { clockAhead } from './machine-clock.ts';
import { beginAtDesk, withPasskeys } from './passkeys.ts';
import { join, noWorker, phone } from './people.ts';
import { demonstration, putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

/** New conditions are counted ten minutes after they came into force. */
const laterMs = 11 * 60_000;

// A server of its own: it is started again, and whoever joins elsewhere would be counted.
let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(({ browser }) => closeShop(server, browser));

const segments = `
segments:
  - id: english
    name: Readers of English
    all:
      - { kind: language, languages: [en] }
`;

/** How many segments the server has begun to count. */
function begun(): unknown {
  const file = new DatabaseSync(sqlitePath(server.dataDir), { timeout: 10_000 });
  const row = file.prepare('select count(*) as begun from segment_sweeps').get();
  file.close();
  return row?.begun;
}

test('an owner sees how many members a segment has, and that a draft is not counted', async ({
  browser,
}) => {
  await putProgram(server, (await demonstration()) + segments);
  const shopper = await phone(browser, noWorker);
  await join(shopper, server);
  await shopper.context().close();
  const page = await withPasskeys(browser, { viewport: { width: 1440, height: 900 } });
  const printed = await server.prepare('desk-owner', 'Sofia');
  await beginAtDesk(page, /http\S+/.exec(printed)?.[0] ?? '');
  await page.goto(server.url + deskPlaces.partOf('segments'));
  const counts = page.getByRole('region', { name: 'Members in each segment' });
  await expect(counts.getByText('Not counted yet: its conditions are new.')).toBeVisible();
  await expect(counts.getByText(/^Counted /)).toBeHidden();

  await expect.poll(begun, { timeout: 20_000 }).toBe(1);
  await server.stop();
  await server.again(clockAhead(laterMs));
  await expect(async () => {
    await page.goto(server.url + deskPlaces.partOf('segments'));
    await expect(counts.getByText('1 member', { exact: true })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(counts.getByText(/^Counted /)).toBeVisible();
  await expectAccessible(page, 'members in each segment');

  await page.getByRole('button', { name: 'Change this' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  await expect(
    page.getByText('How many members a segment has is counted once its conditions are in force.'),
  ).toBeVisible();
  await expect(counts).toBeHidden();
});
