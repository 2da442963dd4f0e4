import { expect, type Page } from '@playwright/test';
import { type Pass, readPass } from '#domain/pass/pass.ts';
import { readWithZbar, readWithZxing } from './readers.ts';

/** The phone has got its key, so that the wallet's barcode is a pass. */
export const untilPass = (page: Page): Promise<void> =>
  expect(page.getByText('Scan me to collect points')).toBeVisible();

export interface ReadPass extends Pass {
  /** As a till's scanner sends it. */
  readonly text: string;
}

/** The pass on the screen, as two readers read it that share no code. */
export async function passOn(page: Page): Promise<ReadPass> {
  const screen = await page.screenshot();
  const [text = '', ...more] = await readWithZbar(screen, 'code-128');
  expect(await readWithZxing(screen, 'code-128')).toEqual([text]);
  expect(more).toEqual([]);
  const pass = readPass(text);
  if (!pass || pass === 'damaged') throw new Error(`no pass: ${text}`);
  return { ...pass, text };
}

/** From the wallet to a reward's barcode: two taps. */
export async function askWithoutSignal(page: Page, reward = 'Any coffee'): Promise<ReadPass> {
  await page.getByRole('link', { name: reward }).first().click();
  await page.getByRole('link', { name: 'Use it without signal' }).click();
  await expect(page.getByText('Made on this phone')).toBeVisible();
  return passOn(page);
}
