import { type Browser, expect, type Page } from '@playwright/test';
import { untilPass } from './passes.ts';
import { issue, join, phone, till } from './people.ts';
import type { Server } from './tillpass.ts';

/** A page as a picture in README shows it, by the picture's name. */
export type Show = (name: string, page: Page) => Promise<void>;

/** Walks from the poster to the till, and shows each page that has a picture. */
export async function scenes(browser: Browser, server: Server, show: Show): Promise<void> {
  const shopper = await phone(browser, { deviceScaleFactor: 2 });
  await shopper.goto(`${server.url}/P/M1`);
  await show('poster', shopper);
  await join(shopper, server);
  await untilPass(shopper);
  await show('wallet', shopper);
  const digits = await issue(shopper);
  await expect(shopper.getByText('Brightness up').last()).toBeVisible();
  await show('voucher', shopper);

  const desk = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
  });
  const associate = await till(desk, server);
  await associate.getByLabel('Digits under the bars').fill(digits);
  await associate.getByRole('button', { name: 'Check' }).click();
  await associate.getByRole('button', { name: 'Redeem' }).waitFor();
  await show('till', associate);
  await desk.close();
  await shopper.context().close();
}
