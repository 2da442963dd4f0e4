import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { tablet } from './desk.ts';
import { issue, join, openApp, phone, till, untilFitted } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(({ browser }) => closeShop(server, browser));

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Offers a reward from the till's first screen, or from the member's screen. */
const offer = (associate: Page, reward: string) =>
  associate.getByRole('button', { name: new RegExp(`^${reward} \\d+ points`) }).click();

test('what the till asks is shown over whatever page is open, within a second', async ({
  browser,
}) => {
  const shopper = await phone(browser);
  const address = await join(shopper, server);
  const associate = await till(await browser.newContext(), server);
  await press(associate, 'Find a member');
  await associate.getByLabel('E-mail address or member number').fill(address);
  await press(associate, 'Find');
  await expect(associate.getByRole('heading', { name: 'Can have now' })).toBeVisible();

  const asked = shopper.getByRole('alert').filter({ hasText: 'wants to give you' });
  for (const path of ['/rewards', '/rewards/coffee', '/history', '/profile']) {
    await test.step(path, async () => {
      await shopper.goto(server.url + path);
      await expect(shopper.getByRole('main')).not.toBeEmpty();
      await offer(associate, 'Any coffee');
      await expect(asked).toBeInViewport({ ratio: 1 });
      if (path === '/rewards') await expectAccessible(shopper, 'asked over the rewards');
      await asked.getByRole('button', { name: 'No' }).click();
      await expect(asked).toHaveCount(0);
      await press(associate, 'Back to the member');
    });
  }

  await test.step('on a wide screen it closes an open code, and is answered over an open reward', async () => {
    await shopper.setViewportSize(tablet);
    await openApp(shopper, `${server.url}/rewards`);
    await expect(shopper.getByRole('button', { name: 'Take it with you' })).toBeVisible();
    await shopper.getByRole('link', { name: /^Any coffee/ }).click();
    const reward = shopper.getByRole('dialog', { name: 'Any coffee' });
    await reward.getByRole('button', { name: 'Take it with you' }).click();
    await expect(shopper.getByRole('img', { name: 'QR code for your phone' })).toBeVisible();
    await offer(associate, 'Any coffee');
    await expect(shopper.getByRole('dialog', { name: 'Take it with you' })).toHaveCount(0);
    const over = reward.getByRole('alert').filter({ hasText: 'wants to give you' });
    await expect(over).toBeInViewport({ ratio: 1 });
    await expectAccessible(shopper, 'asked over a reward');
    await over.getByRole('button', { name: 'No' }).click();
    await expect(over).toHaveCount(0);
    await expect(reward).toBeVisible();
    await press(associate, 'Back to the member');
    await shopper.setViewportSize({ width: 360, height: 740 });
  });

  await test.step('a barcode stays where it is under the question, large too', async () => {
    await shopper.goto(`${server.url}/wallet`);
    await issue(shopper, 'Warm cinnamon bun');
    await untilFitted(shopper);
    const bars = shopper.locator('.barcode-bars');
    const before = await bars.boundingBox();
    await offer(associate, 'Any coffee');
    await expect(asked).toBeInViewport({ ratio: 1 });
    expect(await bars.boundingBox()).toEqual(before);
    // By keyboard, because the question covers this control and would take a tap.
    await shopper.getByText('It won’t scan').press('Enter');
    await shopper.getByRole('checkbox', { name: 'Larger' }).check();
    await expect(asked).toBeInViewport({ ratio: 1 });
    await asked.getByRole('button', { name: 'Yes' }).click();
    await expect(
      shopper.getByRole('heading', { name: 'You’ve received “Any coffee”' }),
    ).toBeVisible();
  });
});
