import { expect } from '@playwright/test';
import { posApi } from '#contract/paths.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { expectAccessible } from './axe.ts';
import { clockAhead } from './machine-clock.ts';
import { beginAtDesk, openWay, withPasskeys } from './passkeys.ts';
import { issue, join, noWorker, phone } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

/** More than a month, so that the figures have two. */
const behindMs = 40 * 24 * 60 * 60_000;

// A server of its own: what others buy would be in its figures too.
let server: Server;
test.beforeAll(async () => {
  server = await startServer(clockAhead(-behindMs));
});
test.afterAll(({ browser }) => closeShop(server, browser));

test('what was sold and used weeks ago is in the figures of its month, drawn and as a table', async ({
  browser,
}) => {
  const shopper = await phone(browser, noWorker);
  await join(shopper, server);
  const scanned = await issue(shopper);
  const told = async (path: string, data: object) => {
    const headers = { authorization: `Bearer ${server.posKey}` };
    const answer = await shopper.request.post(server.url + path, { headers, data });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await told(posApi.redemptions, { scanned, receiptNumber: 'weeks-ago' });
  await told(posApi.purchases, {
    member: { scanned },
    receiptNumber: 'weeks-ago',
    soldAt: new Date(Date.now() - behindMs).toISOString(),
    total: { minor: 4_200, currency: 'EUR' },
  });
  await shopper.context().close();
  await server.stop();
  await server.again({ NODE_OPTIONS: '' });

  const page = await withPasskeys(browser, { viewport: { width: 1440, height: 900 } });
  const printed = await server.prepare('desk-owner', 'Fiona');
  await beginAtDesk(page, /http\S+/.exec(printed)?.[0] ?? '');
  await openWay(page, 'Figures');
  const table = page.getByRole('region', { name: 'By month' }).getByRole('table');
  // The server adds up the days that it slept through after it has started.
  await expect(async () => {
    await page.goto(server.url + deskPlaces.figures);
    await expect(table.getByRole('row').last()).toHaveAccessibleName(/ 192 60 0 132/, {
      timeout: 2_000,
    });
    await expect(table.getByRole('row').nth(1)).toHaveAccessibleName(/ 0 0 0 132/, {
      timeout: 2_000,
    });
  }).toPass();
  await expect(
    page.getByRole('heading', { name: /^Members have 132 points, worth €/ }),
  ).toBeVisible();
  await expect(page.locator('canvas')).toHaveCount(2);
  await expectAccessible(page, 'figures of two months');
});
