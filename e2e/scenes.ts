import { type Browser, expect, type Page } from '@playwright/test';
import { systemApi } from '#contract/paths.ts';
import { untilPass } from './passes.ts';
import {
  askFromPoster,
  digitsOn,
  newAddress,
  openReward,
  phone,
  till,
  typeCode,
} from './people.ts';
import type { Server } from './tillpass.ts';

/** A page as README's film strip shows it, by its name. */
export type Show = (name: string, page: Page) => Promise<void>;

/** What each scene says under its picture. */
export const captions: Readonly<Record<string, string>> = {
  poster: 'Scan the poster',
  mail: 'Open the mail',
  wallet: 'See what can be had',
  reward: 'Pick a reward',
  voucher: 'Show the barcode',
  till: 'The till says what to give',
  used: 'Used, and the phone knows',
};

const screen = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };

/** Walks from the poster to the till and back to the phone, and shows each page of the film strip. */
export async function scenes(browser: Browser, server: Server, show: Show): Promise<void> {
  const shopper = await phone(browser, screen);
  await shopper.goto(`${server.url}/P/M1`);
  await show('poster', shopper);
  const address = newAddress();
  await askFromPoster(shopper, server, address);
  const { code, id } = await server.mailTo(address);
  const mail = await shopper.context().newPage();
  await mail.goto(`${server.url}${systemApi.inbox}?mail=${id}`);
  await show('mail', mail);
  await mail.close();
  await typeCode(shopper, code);
  await expect(shopper).toHaveURL(/\/wallet$/);
  await untilPass(shopper);
  await show('wallet', shopper);
  await openReward(shopper, 'Any coffee');
  await show('reward', shopper);
  await shopper.getByRole('button', { name: /^Use \d+ points/ }).click();
  await expect(shopper).toHaveURL(/\/redemptions\//);
  const digits = await digitsOn(shopper);
  await expect(shopper.getByText('Turn the brightness up').last()).toBeVisible();
  await show('voucher', shopper);

  const desk = await browser.newContext(screen);
  const associate = await till(desk, server);
  await associate.getByLabel('Digits under the bars').fill(digits);
  await associate.getByRole('button', { name: 'Check' }).click();
  await associate.getByRole('button', { name: 'Redeem' }).waitFor();
  await show('till', associate);
  await associate.getByRole('button', { name: 'Redeem' }).click();
  await expect(shopper.getByText(/^You’ve received/)).toBeVisible();
  await show('used', shopper);
  await desk.close();
  await shopper.context().close();
}
