import { type Browser, expect, type Page } from '@playwright/test';
import { memberApi, posApi } from '#contract/paths.ts';
import type { Network } from './network.ts';
import { issue, join, openApp, phone } from './people.ts';
import { type Server, test } from './tillpass.ts';
import { type Shop, shops } from './two-shops.ts';
import { through } from './weather.ts';

for (const [kind, open] of Object.entries(shops)) {
  test.describe(kind, () => {
    let shop: Shop;
    test.beforeAll(async () => {
      shop = await open();
    });
    test.afterAll(({ browser }) => shop.close(browser));

    const redeem = async (digits: string) => {
      const answer = await fetch(shop.tills + posApi.redemptions, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${shop.phones.posKey}`,
        },
        body: JSON.stringify({ scanned: digits, receiptNumber: `news-${digits}` }),
      });
      expect(answer.status, await answer.text()).toBe(200);
    };

    /** A member with a voucher, on a network of their own. */
    const held = async (
      browser: Browser,
      use: (of: {
        shopper: Page;
        network: Network;
        digits: string;
        server: Server;
      }) => Promise<void>,
    ) =>
      through(shop.phones, async ({ server, network }) => {
        const shopper = await phone(browser, { serviceWorkers: 'block' });
        await join(shopper, server);
        const digits = await issue(shopper);
        await use({ shopper, network, digits, server });
        await shopper.context().close();
      });

    const live = (shopper: Page) => shopper.getByRole('list', { name: 'Ready to scan' });

    test('what changes after a page was read and before its stream is open is shown', async ({
      browser,
    }) => {
      await held(browser, async ({ shopper, network, digits, server }) => {
        network.held = memberApi.live;
        await shopper.goto(`${server.url}/wallet`);
        await expect(live(shopper)).toBeVisible();
        await redeem(digits);
        network.held = null;
        await expect(live(shopper)).toBeHidden();
      });
    });

    test('what changes while an answer is under way is shown', async ({ browser }) => {
      await held(browser, async ({ shopper, network, digits }) => {
        // The voucher's document knows no wallet, which is asked for and read, and on its way when the till redeems.
        // Held from the start, because late news of the voucher's issue makes the app ask before the tap.
        network.heard.length = 0;
        network.heldBack = memberApi.wallet;
        await openApp(shopper, shopper.url());
        await shopper.getByRole('link', { name: 'Back' }).click();
        await expect.poll(() => network.heard).toContain(`GET ${memberApi.wallet}`);
        await redeem(digits);
        network.heldBack = null;
        await expect(shopper.getByText('90', { exact: true })).toBeVisible();
        await expect(shopper.getByText('No connection')).toBeHidden();
        await expect(live(shopper)).toBeHidden();
      });
    });

    test('what changes while a stream is lost is shown once there is another', async ({
      browser,
    }) => {
      await held(browser, async ({ shopper, network, digits, server }) => {
        await openApp(shopper, `${server.url}/wallet`);
        await expect(live(shopper)).toBeVisible();
        network.weather = 'gone';
        network.drop();
        await expect(shopper.getByText('No connection')).toBeVisible();
        await redeem(digits);
        network.weather = 'fair';
        await expect(live(shopper)).toBeHidden();
        await expect(shopper.getByText('No connection')).toBeHidden();
      });
    });

    test('a voucher that was seen to end by asking is not shown by the wallet either', async ({
      browser,
    }) => {
      await held(browser, async ({ shopper, network, digits, server }) => {
        await openApp(shopper, `${server.url}/wallet`);
        // From here on no stream of news opens.
        network.held = memberApi.live;
        network.drop();
        await live(shopper).getByRole('link').click();
        await redeem(digits);
        await expect(
          shopper.getByRole('heading', { name: 'You’ve received “Any coffee”' }),
        ).toBeVisible();
        await shopper.getByRole('link', { name: 'To the wallet' }).click();
        await expect(live(shopper)).toBeHidden();
      });
    });
  });
}
