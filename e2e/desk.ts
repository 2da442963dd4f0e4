import { type Browser, expect, type Page } from '@playwright/test';
import { join, openApp } from './people.ts';
import { readWithZxing } from './readers.ts';
import type { Server } from './tillpass.ts';
import { watched } from './watched.ts';

/** The width from which a screen is wide is 700 pixels. */
export const tablet = { width: 820, height: 1100 };
export const desktop = { width: 1440, height: 900 };

/** A member's wallet on a screen of this size, with what wide screens add. */
export async function atHome(
  browser: Browser,
  server: Server,
  viewport: { width: number; height: number },
  more: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const page = watched(await (await browser.newContext({ viewport, ...more })).newPage());
  await join(page, server);
  await openApp(page, `${server.url}/wallet`);
  await expect(page.getByRole('heading', { name: 'Worth collecting for' })).toBeVisible();
  return page;
}

/** What a phone's camera reads from the code on the screen. */
export async function addressIn(page: Page): Promise<string> {
  const code = page.getByRole('img', { name: 'QR code for your phone' });
  await expect(code).toBeVisible();
  const [address] = await readWithZxing(await code.screenshot(), 'qr');
  return address ?? '';
}
