import { type Browser, expect, type Page } from '@playwright/test';
import { phone } from './people.ts';

/**
 * A browser with a passkey in its device, as a computer with a fingerprint reader has: Chromium's own virtual
 * authenticator, which checks whoever holds it.
 */
export async function withPasskeys(
  browser: Browser,
  more: Parameters<Browser['newContext']>[0] = {},
): Promise<Page> {
  const page = await phone(browser, more);
  const debug = await page.context().newCDPSession(page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}

/** Uses a one-time link to the desk: the browser makes a passkey, and the first page opens. */
export async function beginAtDesk(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeVisible();
}

/** Opens a page of the desk by its way, in whatever language. On a narrow screen some ways are behind one more. */
export async function openWay(page: Page, title: string): Promise<void> {
  const ways = page.getByRole('navigation');
  const way = ways.getByRole('link', { name: title });
  const more = ways.getByRole('button');
  await expect(way.or(more).first()).toBeVisible();
  if (!(await way.isVisible())) await more.click();
  await way.click();
}
