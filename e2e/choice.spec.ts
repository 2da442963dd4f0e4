import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { passOn, untilPass } from './passes.ts';
import { join, openApp, openReward, phone, speakArabic } from './people.ts';
import { putProgram } from './program.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';
import { through, untilInstalled, untilKept } from './weather.ts';

const moneyOff = `
rewards:
  - id: money-off
    name: { en: Money off, ar: خصم نقدي }
    instruction: { en: "Take {worth} off the total", ar: "اخصم {worth} من المجموع" }
    worth: { kind: amount-off, amount: 1.00 }
    points: 20
    range: { to: 200, step: 20, adds: 1.00 }
`;

// A server of its own, because it has another program.
let server: Server;
test.beforeAll(async () => {
  server = await startServer();
  const text = await readFile('src/server/demonstration/program.yaml', 'utf8');
  await putProgram(
    server,
    text.replace('\nrewards:\n', () => moneyOff),
  );
});
test.afterAll(({ browser }) => closeShop(server, browser));

const howMuch = (page: Page) => page.getByLabel('How much?');

test('a member chooses how many points a reward costs, by keys and with scripts off too', async ({
  browser,
}) => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await phone(browser, { javaScriptEnabled });
    await join(page, server);
    if (javaScriptEnabled) await openApp(page, `${server.url}/wallet`);
    await expect(page.getByText('From 20 points')).toBeVisible();
    await openReward(page, 'Money off');
    if (javaScriptEnabled) {
      await howMuch(page).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect(page.getByText('−60')).toBeVisible();
      await expectAccessible(page, 'a reward with a choice');
    } else {
      await expect(page.getByText('You keep')).toBeHidden();
      await howMuch(page).selectOption('€3 · 60 points');
    }
    await page.getByRole('button', { name: 'Use these points' }).click();
    await expect(page).toHaveURL(/\/redemptions\//);
    await expect(page.getByRole('heading', { name: 'Money off: €3' })).toBeVisible();
    await page.goto(`${server.url}/rewards/money-off`);
    await expect(page.getByText('Your points').locator('+ dd')).toHaveText('90');
    if (javaScriptEnabled) {
      await speakArabic(page);
      await expect(page.getByLabel('كم تريد أن تستخدم؟')).toBeVisible();
      await expectAccessible(page, 'a reward with a choice, in Arabic');
    }
    await page.context().close();
  }
});

test('the choice is made without signal too, and stands when the page is loaded again', async ({
  browser,
}) => {
  await through(server, async ({ server: there, network }) => {
    const page = await phone(browser);
    await join(page, there);
    await untilPass(page);
    await untilInstalled(page);
    await untilKept(page, '/wallet');
    network.weather = 'gone';
    await openApp(page, `${there.url}/wallet`);
    await openReward(page, 'Money off');
    await howMuch(page).selectOption('€5 · 100 points');
    await page.getByRole('link', { name: 'Use it without signal' }).click();
    await expect(page.getByRole('heading', { name: 'Money off: €5' })).toBeVisible();
    // To the wallet and to the pass again, past the reward's own page.
    await page.evaluate(() => history.go(-2));
    await expect(page).toHaveURL(/\/wallet$/);
    await page.evaluate(() => history.go(2));
    await expect(page.getByRole('heading', { name: 'Money off: €5' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Money off: €5' })).toBeVisible();
    // The name is drawn before the bars, which the phone makes anew.
    await expect(page.getByText('Made on this phone')).toBeVisible();
    await server.redeem((await passOn(page)).text);
    network.weather = 'fair';
    await expect(page.getByText('You’ve received “Money off: €5”')).toBeVisible();
    await page.context().close();
  });
});
