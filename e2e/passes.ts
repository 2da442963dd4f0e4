import { expect, type Page } from '@playwright/test';
import { type Pass, readPass } from '#domain/scan/pass-payload.ts';
import { openReward } from './people.ts';
import { hasKeyHere } from './phone-storage.ts';
import { readWithZbar, readWithZxing } from './readers.ts';
import { notYet } from './weather.ts';

/** The phone has got its key, so that its barcodes are passes. */
export const untilPass = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(hasKeyHere).catch(notYet)).toBe(true);

/** Opens the member barcode, which is a pass by then. */
export async function openScan(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'My code', exact: true }).click();
  await expect(page.getByText('Show this at the till to collect points')).toBeVisible();
}

export interface ReadPass extends Pass {
  /** As a till's scanner sends it. */
  readonly text: string;
}

/** How many modules a pass's bars have, with what is kept free beside them. A membership number has fewer. */
const passModules = 176;

/** The pass on the screen, as two readers read it that share no code. */
export async function passOn(page: Page): Promise<ReadPass> {
  // Until the phone has made its pass, the member's number stands in its place.
  await expect(page.locator(`[data-modules="${passModules}"]`)).toBeAttached();
  const screen = await page.screenshot();
  const [text = '', ...more] = await readWithZbar(screen, 'code-128');
  expect(await readWithZxing(screen, 'code-128')).toEqual([text]);
  expect(more).toEqual([]);
  const pass = readPass(text);
  if (!pass || pass === 'damaged') throw new Error(`no pass: ${text}`);
  return { ...pass, text };
}

/** From the wallet to a reward's barcode by the reward's own page. */
export async function askWithoutSignal(page: Page, reward = 'Any coffee'): Promise<ReadPass> {
  await openReward(page, reward);
  await page.getByRole('link', { name: 'Use it without signal' }).click();
  await expect(page.getByText('Made on this phone')).toBeVisible();
  return passOn(page);
}
