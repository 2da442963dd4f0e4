import { expect, type Page } from '@playwright/test';
import { issue, join } from './people.ts';
import type { Server } from './tillpass.ts';
import { keptOn, leftOn, untilKept } from './weather.ts';

/** A phone with a live voucher, its document and the pass's key. */
export async function inTheCellar(page: Page, server: Server) {
  await join(page, server);
  const digits = await issue(page);
  const voucher = new URL(page.url()).pathname;
  await untilKept(page, voucher);
  await page.goto(`${server.url}/wallet`);
  await untilKept(page, '/wallet');
  await expect.poll(() => leftOn(page)).toContain('pass');
  // Once the app runs it notes the tier that it has shown.
  await expect.poll(() => leftOn(page)).toContain('tier');
  return { digits, voucher, left: await leftOn(page), kept: await keptOn(page) };
}
